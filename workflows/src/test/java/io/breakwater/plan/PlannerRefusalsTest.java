package io.breakwater.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.observation.MachineState;
import io.breakwater.observation.Place;
import io.breakwater.observation.ReplicationView;
import io.breakwater.observation.SiteView;
import io.breakwater.observation.SiteView.NetworkMapping;
import io.breakwater.plan.Axes.OwnerAxis;
import io.breakwater.vm.ContextStatus;
import io.breakwater.vm.DiskId;
import io.breakwater.vm.NetworkId;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a test failover is refused for; everything that is wrong is said at once. */
class PlannerRefusalsTest {
  /** The code of a refusal and the one thing that is wrong with a VM that would else be ready. */
  static Stream<Arguments> wrongs() {
    return Stream.of(
        wrong("NO_DISKS", world -> world.disks.clear()),
        wrong("NO_OS_DISK", world -> world.disks.remove(0)),
        wrong("VOLUME_MISSING", world -> world.disks.get(1).place = Place.missing()),
        wrong("DISK_NOT_ON_APPLIANCE", world -> world.disks.get(1).place = Place.detached()),
        wrong("DIRTY_DISK", PlannerRefusalsTest::writeToADisk),
        wrong("REPLICATION_RUNNING", replication(new ReplicationView("job-1", true, true))),
        wrong("NEVER_REPLICATED", replication(new ReplicationView(null, false, true))),
        wrong("SYNC_NOT_VERIFIED", replication(new ReplicationView(null, true, false))),
        wrong("WRONG_STATUS", world -> world.status = ContextStatus.failed_over_live),
        wrong("NO_TEST_NETWORK", network(false, true)),
        wrong("NETWORK_MISSING", network(true, false)),
        wrong("TEMPLATE_TOO_LARGE", template(41 * ModelDisk.GIB, true, true)),
        wrong("TEMPLATE_NOT_READY", template(ModelDisk.GIB, false, true)),
        wrong("TEMPLATE_NOT_READY", template(-1, true, true)),
        wrong("OFFERING_NOT_CUSTOMIZED", template(ModelDisk.GIB, true, false)),
        wrong("NO_CPU_OR_MEMORY", world -> world.cpus = 0),
        wrong("LEFTOVER_MACHINE", PlannerRefusalsTest::leaveAMachine),
        wrong("LEFTOVER_SNAPSHOT", PlannerRefusalsTest::leaveASnapshot));
  }

  private static Arguments wrong(String code, Consumer<ModelWorld> spoil) {
    return Arguments.of(code, spoil);
  }

  private static void writeToADisk(ModelWorld world) {
    world.disks.get(1).markDirty(ModelWorld.EARLIER);
  }

  private static void leaveAMachine(ModelWorld world) {
    world.machines.add(
        new ModelMachine(
            Worlds.DESTINATION,
            ModelWorld.EARLIER,
            MachineState.STOPPED,
            ModelMachine.RootAt.GONE));
  }

  private static void leaveASnapshot(ModelWorld world) {
    ModelWorld earlier = Worlds.failedOver(1, OwnerAxis.EARLIER_OPERATION);
    world.disks.get(0).snapshots.addAll(earlier.disks.get(0).snapshots);
  }

  private static Consumer<ModelWorld> replication(ReplicationView view) {
    return world -> world.replication = view;
  }

  private static Consumer<ModelWorld> network(boolean test, boolean exists) {
    NetworkMapping mapping =
        new NetworkMapping("VM Network", new NetworkId("net-1"), "net", test, exists);
    return world -> world.site = site(ModelDisk.GIB, true, true, List.of(mapping));
  }

  private static Consumer<ModelWorld> template(long bytes, boolean ready, boolean customized) {
    return world -> world.site = site(bytes, ready, customized, world.site.mappings());
  }

  private static SiteView site(
      long bytes, boolean ready, boolean customized, List<NetworkMapping> mappings) {
    return new SiteView(
        "zone-1", "template-1", bytes, ready, "offering-1", customized, true, mappings);
  }

  @ParameterizedTest
  @MethodSource("wrongs")
  void refusesATestFailoverAndSaysWhatIsWrong(String code, Consumer<ModelWorld> spoil) {
    ModelWorld world = Worlds.ready(2);
    spoil.accept(world);

    PlanOutcome outcome = Plans.outcome(world, Goal.FAILED_OVER_TEST);
    assertThat(Plans.codes(outcome)).containsExactly(code);
    assertThat(WellFormed.faults(Plans.refused(outcome))).isEmpty();
  }

  @Test
  void refusesAVmThatIsFailedOverAlready() {
    ModelWorld world = Worlds.failedOver(2, OwnerAxis.EARLIER_OPERATION);

    assertThat(Plans.codes(Plans.outcome(world, Goal.FAILED_OVER_TEST)))
        .contains("WRONG_STATUS", "LEFTOVER_MACHINE");
  }

  @Test
  void saysEverythingThatIsWrongAtOnce() {
    ModelWorld world = Worlds.ready(2);
    template(41 * ModelDisk.GIB, true, true).accept(world);
    writeToADisk(world);
    replication(new ReplicationView("job-1", true, true)).accept(world);

    assertThat(Plans.codes(Plans.outcome(world, Goal.FAILED_OVER_TEST)))
        .containsExactlyInAnyOrder("TEMPLATE_TOO_LARGE", "DIRTY_DISK", "REPLICATION_RUNNING");
  }

  @Test
  void refusesADiskThatTheDatabaseKnowsNoVolumeOf() {
    ModelWorld world = Worlds.ready(2);
    world.disks.set(1, new ModelDisk(new DiskId("disk-2001"), null, Place.missing()));

    assertThat(Plans.codes(Plans.outcome(world, Goal.FAILED_OVER_TEST)))
        .containsExactly("VOLUME_MISSING");
    assertThat(Plans.codes(Plans.outcome(world, Goal.READY))).containsExactly("VOLUME_MISSING");
  }

  @Test
  void refusesTheWayBackWhileAReplicationRuns() {
    ModelWorld world = Worlds.failedOver(1, OwnerAxis.THIS_OPERATION);
    world.replication = new ReplicationView("job-1", true, true);

    assertThat(Plans.codes(Plans.outcome(world, Goal.READY)))
        .containsExactly("REPLICATION_RUNNING");
  }
}
