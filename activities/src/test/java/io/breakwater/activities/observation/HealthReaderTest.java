package io.breakwater.activities.observation;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.activities.guest.DeviceUsers;
import io.breakwater.activities.guest.InjectorConfig;
import io.breakwater.activities.guest.ProcessInjectors;
import io.breakwater.activities.replication.ReplicationLook;
import io.breakwater.activities.volumedaemon.ApplianceBench;
import io.breakwater.activities.volumedaemon.DeviceLinks;
import io.breakwater.activities.volumedaemon.LiveOperations;
import io.breakwater.activities.volumedaemon.ProtectedBench;
import io.breakwater.activities.volumedaemon.VolumeDaemonConfig;
import io.breakwater.observation.HealthView;
import io.breakwater.observation.HealthView.HostState;
import io.breakwater.observation.HealthView.Owner;
import io.breakwater.observation.HealthView.Room;
import io.breakwater.observation.Observation;
import io.breakwater.plan.HostName;
import io.breakwater.simulator.cloud.SimulatedCloud;
import io.breakwater.simulator.fault.Fault;
import io.breakwater.simulator.fault.FaultKind;
import io.breakwater.vm.MachineId;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked for a person's sake, of the simulated site and a real database. */
class HealthReaderTest {
  private static final Duration DAY = Duration.ofHours(24);
  private static final String NOT_FOR_USERS =
      "The API [listHosts] does not exist or is not available for the account for user id [7].";

  @TempDir private static Path directory;
  private static ExecutorService pool;
  private static ApplianceBench bench;
  private static Observer observer;

  private ProtectedBench vm;

  @BeforeAll
  static void open() {
    pool = Executors.newCachedThreadPool();
    bench = new ApplianceBench(directory);
    Clock clock = Clock.systemUTC();
    VolumeDaemonConfig daemon = VolumeDaemonConfig.at(URI.create(bench.site().daemon().url()));
    ProcessInjectors injectors =
        new ProcessInjectors(InjectorConfig.of(List.of("true"), directory, directory), clock);
    DeviceUsers users = new DeviceUsers(injectors);
    Systems systems =
        new Systems(
            bench.inventory(),
            bench.connections(),
            bench.daemon(),
            new LiveOperations(
                bench.daemon(), () -> bench.connections().cloud().pendingJobs(), daemon, clock),
            DeviceLinks.onThisHost(),
            injectors,
            users,
            null,
            new ReplicationLook(bench.inventory(), bench.daemon(), users::of, null, DAY));
    observer = new Observer(systems, pool, clock);
  }

  @AfterAll
  static void close() {
    bench.close();
    pool.shutdownNow();
  }

  @BeforeEach
  void protect() {
    vm = bench.protect(1);
  }

  @AfterEach
  void mend() {
    bench.clearFaults();
    cloud().giveAway(bench.appliance().value(), null);
  }

  @Test
  void seesThatAllIsWell() {
    HealthView health = look().health();

    assertThat(health.replication().age()).isBetween(Duration.ofMinutes(170), DAY);
    assertThat(health.replication().limit()).isEqualTo(DAY);
    assertThat(health.owner().value()).isEqualTo(new Owner(true, "admin"));
    assertThat(health.snapshots().value()).isTrue();
    assertThat(health.room().value()).isEqualTo(new Room(1, 1));
    assertThat(health.applianceHost().value()).isEqualTo(new HostState("kvm-1", "Up", "Enabled"));
    assertThat(health.daemon().value()).isEqualTo("healthy");
    assertThat(health.namesakes().value()).isEmpty();
  }

  @Test
  void doesNotKnowAboutHostsWithTheKeysOfAUser() {
    cloud()
        .faults()
        .add(Fault.on("listHosts", FaultKind.BEFORE_EFFECT).always().saying(432, NOT_FOR_USERS));

    HealthView health = look().health();

    assertThat(health.room().known()).isFalse();
    assertThat(health.room().unknown()).contains("432").contains("not available for the account");
    assertThat(health.applianceHost().unknown()).isEqualTo(health.room().unknown());
    assertThat(health.owner().known()).isTrue();
  }

  @Test
  void seesThatTheApplianceBelongsToAnotherAccount() {
    cloud().giveAway(bench.appliance().value(), "other");

    assertThat(look().health().owner().value()).isEqualTo(new Owner(false, "other"));
  }

  @Test
  void findsAnotherVmOfTheNameThatALiveDestinationWouldGet() {
    String network = cloud().addNetwork("elsewhere", false);
    String namesake = cloud().addVm(HostName.of(vm.vm().vmName()), network);

    assertThat(look().health().namesakes().value()).containsExactly(new MachineId(namesake));
  }

  @Test
  void isNotAskedForByAnOperation() {
    long before = cloud().journal().of("listHosts").size();

    Observation seen = observer.observe(vm.operation().context(), true, false);

    assertThat(seen.health()).isNull();
    assertThat(cloud().journal().of("listHosts")).hasSize((int) before);
  }

  private Observation look() {
    return observer.look(vm.operation().context(), false, DAY);
  }

  private static SimulatedCloud cloud() {
    return bench.simulator().cloud();
  }
}
