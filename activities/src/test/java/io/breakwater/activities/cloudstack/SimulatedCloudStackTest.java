package io.breakwater.activities.cloudstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.activities.await.JobEnd;
import io.breakwater.activities.await.JobWatcher;
import io.breakwater.plan.MachineSpec;
import io.breakwater.simulator.cloud.SimulatedCloud;
import io.breakwater.vm.MachineId;
import io.breakwater.vm.NetworkId;
import io.breakwater.vm.VolumeId;
import jakarta.inject.Named;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimulatedCloudStackTest {
  private final SimulatedCloud simulated = SimulatedCloud.builder().timeScale(0.01).build().start();
  private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
  private final ExecutorService pool = Executors.newCachedThreadPool();
  private final AtomicReference<CloudStackEndpoint> configured = new AtomicReference<>();
  private CloudStackConnections connections;

  @BeforeEach
  void connect() {
    configured.set(endpoint(simulated.apiKey()));
    CloudStackTimings timings =
        new CloudStackTimings(
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofMillis(20),
            Duration.ofMillis(20),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5));
    connections = new CloudStackConnections(configured::get, timings, scheduler, pool);
  }

  @AfterEach
  void close() {
    connections.close();
    scheduler.shutdownNow();
    pool.shutdownNow();
    simulated.close();
  }

  private CloudStackEndpoint endpoint(String apiKey) {
    return new CloudStackEndpoint(URI.create(simulated.url()), apiKey, simulated.secretKey());
  }

  @Test
  void offersEveryCommandThatIsNeededAndNoOther() {
    assertThat(NeededCommands.missing(cloud())).isEmpty();
    assertThat(cloud().isOffered("assignVirtualMachine")).isFalse();
  }

  /** Hosts are for root admins only, and who may not call {@code listApis} is told so. */
  @Test
  void needsEveryCommandThatIsCalled() {
    assertThat(NeededCommands.ALL)
        .containsAll(
            Stream.of(CloudStackCalls.class.getDeclaredMethods())
                .map(call -> call.getAnnotation(Named.class).value())
                .filter(command -> !List.of("listHosts", "listApis").contains(command))
                .toList());
  }

  private CloudStack cloud() {
    return connections.cloud();
  }

  private Deploy deploy(String displayName, boolean customized) {
    String network = simulated.addNetwork("test", true);
    MachineSpec spec =
        new MachineSpec(
            "pgtest1-test-1",
            displayName,
            simulated.zoneId(),
            simulated.addTemplate("empty", 1L << 30),
            simulated.addServiceOffering("Custom", customized),
            2,
            4096,
            5,
            List.of(new NetworkId(network)),
            false,
            null);
    return new Deploy(
        spec,
        customized,
        Map.of(CsMachine.OPERATION_DETAIL, "op-1", CsMachine.CONTEXT_DETAIL, "ctx-1"));
  }

  private JobEnd await(String job) throws Exception {
    return connections.watcher().watch(job).get(10, TimeUnit.SECONDS);
  }

  @Test
  void deploysStoppedWithMarksUnderNamesOfAllKinds() throws Exception {
    String displayName = "Büro/Ä 1 (test) *~+&=%#?{x} 東";

    Submitted submitted = cloud().deploy(deploy(displayName, true));

    assertThat(await(submitted.job())).isInstanceOf(JobEnd.Succeeded.class);
    CsMachine machine = cloud().machinesNamed("pgtest1-test-1").get(0);
    assertThat(machine.displayName()).isEqualTo(displayName);
    assertThat(machine.operationMark()).contains("op-1");
    assertThat(machine.contextMark()).contains("ctx-1");
    assertThat(submitted.object()).contains(machine.id().value());
    assertThat(cloud().volumesOf(machine.id())).hasSize(1);
  }

  @Test
  void readsManyInOneCallAndSkipsThoseThatAreUnknown() {
    VolumeId one = new VolumeId(simulated.addVolume("one", 1));
    VolumeId two = new VolumeId(simulated.addVolume("two", 1));
    VolumeId unknown = new VolumeId(UUID.randomUUID().toString());

    assertThat(cloud().volumes(List.of(one, two)))
        .extracting(CsVolume::id)
        .containsExactlyInAnyOrder(one, two);
    assertThat(cloud().volumes(List.of(one, unknown, two)))
        .extracting(CsVolume::id)
        .containsExactlyInAnyOrder(one, two);
    assertThat(cloud().volumes(List.of())).isEmpty();
  }

  @Test
  void usesChangedKeysFromTheNextCallOn() {
    configured.set(endpoint("revoked"));
    assertThatThrownBy(() -> cloud().zones())
        .isInstanceOfSatisfying(
            CloudStackException.class, e -> assertThat(e.type()).isEqualTo("CloudStackAuth"));

    configured.set(endpoint(simulated.apiKey()));

    assertThat(cloud().zones()).extracting(CsZone::id).containsExactly(simulated.zoneId());
  }

  @Test
  void keepsOneWatcherPerUrl() {
    JobWatcher before = connections.watcher();

    configured.set(endpoint("revoked"));

    assertThat(connections.watcher()).isSameAs(before);
  }

  @Test
  void looksUpWhatADestinationIsMadeOf() {
    Deploy deploy = deploy("x", true);
    MachineSpec spec = deploy.spec();

    assertThat(cloud().template(spec.templateId()))
        .contains(new CsTemplate(spec.templateId(), "empty", 1L << 30, true));
    assertThat(cloud().serviceOffering(spec.serviceOfferingId()).orElseThrow().customized())
        .isTrue();
    assertThat(cloud().network(spec.networks().get(0)).orElseThrow().name()).isEqualTo("test");
    assertThat(cloud().network(new NetworkId(UUID.randomUUID().toString()))).isEmpty();
    assertThat(cloud().version()).startsWith("4.22");
  }

  @Test
  void carriesADiskThroughSnapshotRevertAttachAndDetach() throws Exception {
    MachineId machine =
        new MachineId(simulated.addVm("holder", simulated.addNetwork("net", false)));
    VolumeId disk = new VolumeId(simulated.addVolume("disk", 1));

    Submitted snapshot = cloud().createSnapshot(disk, "bw-1");
    assertThat(await(snapshot.job())).isInstanceOf(JobEnd.Succeeded.class);
    CsSnapshot taken = cloud().snapshotsOf(disk).get(0);
    assertThat(await(cloud().revertSnapshot(taken.id()))).isInstanceOf(JobEnd.Succeeded.class);
    assertThat(await(cloud().attach(disk, machine, 5))).isInstanceOf(JobEnd.Succeeded.class);
    assertThat(cloud().volume(disk).orElseThrow().deviceId()).isEqualTo(5);
    assertThat(await(cloud().detach(disk))).isInstanceOf(JobEnd.Succeeded.class);
    assertThat(await(cloud().deleteSnapshot(taken.id()))).isInstanceOf(JobEnd.Succeeded.class);

    assertThat(taken.name()).isEqualTo("bw-1");
    assertThat(cloud().snapshot(taken.id())).isEmpty();
    assertThat(cloud().volume(disk).orElseThrow().isAttached()).isFalse();
  }
}
