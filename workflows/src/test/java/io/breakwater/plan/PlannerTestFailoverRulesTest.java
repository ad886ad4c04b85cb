package io.breakwater.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.observation.MachineState;
import io.breakwater.observation.Place;
import io.breakwater.observation.ReplicationView;
import io.breakwater.plan.Axes.OwnerAxis;
import io.breakwater.vm.ContextStatus;
import io.breakwater.vm.MachineId;
import io.breakwater.vm.NetworkId;
import io.breakwater.vm.OsFamily;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The rules of the way to a test failover, one by one. */
class PlannerTestFailoverRulesTest {
  private static final Goal GOAL = Goal.FAILED_OVER_TEST;
  private static final MachineId APPLIANCE = ModelWorld.APPLIANCE;

  private final ModelWorld world = Worlds.ready(3);
  private final ModelDisk os = world.disks.get(0);
  private final ModelDisk data = world.disks.get(1);

  @Test
  void snapshotsEveryDiskAfterHoldAndFlush() {
    PlanOutcome.Plan plan = Plans.testFailover(world);

    String flush = Plans.only(plan, Step.FlushDevices.class);
    List<String> snapshots = Plans.ids(plan, Step.TakeSnapshot.class);
    assertThat(Plans.needs(plan, flush)).containsExactly("hold-replication");
    assertThat(snapshots).hasSize(3);
    assertThat(snapshots).allSatisfy(id -> assertThat(Plans.needs(plan, id)).contains(flush));
  }

  @Test
  void createsTheMachineWhileSnapshotsAreTakenAndDriversInjected() {
    PlanOutcome.Plan plan = Plans.testFailover(world);

    String create = Plans.only(plan, Step.CreateMachine.class);
    String inject = Plans.only(plan, Step.InjectDrivers.class);
    assertThat(Plans.needs(plan, create)).containsExactly("hold-replication");
    assertThat(Plans.needs(plan, inject)).doesNotContain(create);
    Plans.ids(plan, Step.TakeSnapshot.class)
        .forEach(id -> assertThat(Plans.needs(plan, id)).doesNotContain(create));
  }

  @Test
  void waitsForTheInjectionWithTheOsDiskOnly() {
    PlanOutcome.Plan plan = Plans.testFailover(world);

    String inject = Plans.only(plan, Step.InjectDrivers.class);
    String osLeaves = Plans.ids(plan, Step.DetachFromAppliance.class, os).get(0);
    String dataLeaves = Plans.ids(plan, Step.DetachFromAppliance.class, data).get(0);
    assertThat(Plans.needs(plan, osLeaves)).contains(inject);
    assertThat(Plans.needs(plan, dataLeaves)).doesNotContain(inject);
  }

  @Test
  void attachesToAProtectedMachineOnly() {
    PlanOutcome.Plan plan = Plans.testFailover(world);

    String protect = Plans.only(plan, Step.ProtectMachine.class);
    String root = Plans.only(plan, Step.AttachAsRoot.class);
    assertThat(Plans.needs(plan, root))
        .contains(protect, Plans.only(plan, Step.DetachTemplateRoot.class));
    Plans.ids(plan, Step.AttachData.class)
        .forEach(id -> assertThat(Plans.needs(plan, id)).contains(protect));
  }

  @Test
  void startsWhenEveryDiskIsThereAndMarksEveryDisk() {
    PlanOutcome.Plan plan = Plans.testFailover(world);

    String start = Plans.only(plan, Step.StartMachine.class);
    assertThat(Plans.needs(plan, start))
        .contains(Plans.only(plan, Step.AttachAsRoot.class))
        .containsAll(Plans.ids(plan, Step.AttachData.class));
    assertThat(Plans.action(plan, Step.StartMachine.class).disks())
        .containsExactlyElementsOf(world.disks.stream().map(ModelDisk::ref).toList());
  }

  @Test
  void deploysWithTheSourcesSizeOnTestNetworks() {
    MachineSpec spec = Plans.action(Plans.testFailover(world), Step.CreateMachine.class).spec();

    assertThat(spec.cpus()).isEqualTo(4);
    assertThat(spec.memoryMb()).isEqualTo(8192);
    assertThat(spec.rootDiskGb()).isEqualTo(40);
    assertThat(spec.networks()).containsExactly(new NetworkId("net-test"));
    assertThat(spec.displayName()).isEqualTo("pgtest1-test-1");
  }

  @Test
  void startsAgainWhatItsOwnStartMarked() {
    ModelWorld stopped = startedAndStopped();

    assertThat(Plans.types(Plans.planned(Plans.outcome(stopped, GOAL))))
        .containsExactly("HoldReplication", "StartMachine", "CheckMachine", "RecordFailedOver");
  }

  @Test
  void startsNothingAgainThatIsNotCompleteOrWasWrittenToByOthers() {
    ModelWorld written = startedAndStopped();
    written.disks.get(0).started = false;
    ModelWorld scattered = startedAndStopped();
    scattered.disks.get(2).place = Place.detached();

    assertThat(Plans.codes(Plans.outcome(written, GOAL))).contains("DIRTY_DISK");
    assertThat(Plans.codes(Plans.outcome(scattered, GOAL))).contains("DIRTY_DISK");
  }

  private static ModelWorld startedAndStopped() {
    ModelWorld world = Worlds.failedOver(3, OwnerAxis.THIS_OPERATION);
    world.status = ContextStatus.ready_for_failover;
    world.lastFailover = null;
    world.machines.get(0).state = MachineState.STOPPED;
    world.disks.forEach(disk -> disk.started = true);
    return world;
  }

  @Test
  void injectsNothingIntoLinux() {
    world.os = OsFamily.LINUX;

    PlanOutcome.Plan plan = Plans.testFailover(world);
    assertThat(Plans.types(plan)).doesNotContain("InjectDrivers").contains("StartMachine");
  }

  @Test
  void injectsNothingWhenToldNotTo() {
    PlanOutcome.Plan plan = Plans.planned(plan(options(true, false, Map.of())));

    assertThat(Plans.types(plan)).doesNotContain("InjectDrivers").contains("StartMachine");
    assertThat(plan.warnings()).isNotEmpty();
  }

  @Test
  void goesToATestNetworkThatTheRequestNames() {
    NetworkId test = new NetworkId("net-test");
    PlanOutcome.Plan plan = Plans.planned(plan(options(false, false, Map.of("VM Network", test))));

    assertThat(Plans.action(plan, Step.CreateMachine.class).spec().networks())
        .containsExactly(test);
  }

  @Test
  void refusesANetworkThatIsNotForTestsEvenWhenTheRequestNamesIt() {
    PlanOutcome outcome =
        plan(options(false, false, Map.of("VM Network", new NetworkId("net-live"))));

    assertThat(Plans.codes(outcome)).containsExactly("NO_TEST_NETWORK");
  }

  @Test
  void skipsTheCheckOfTheLastSyncWhenToldTo() {
    world.replication = new ReplicationView(null, true, false);

    assertThat(plan(options(false, true, Map.of()))).isInstanceOf(PlanOutcome.Plan.class);
  }

  @Test
  void goesOnWithWhatTheSameOperationLeftHalfDone() {
    PlanOutcome.Plan whole = Plans.testFailover(world);
    new Execution(world, Explorer.options(), new SplittableRandom(3))
        .run(whole, new Cut(8, Cut.How.FAILED));

    PlanOutcome.Plan rest = Plans.testFailover(world);
    assertThat(rest.steps()).hasSizeBetween(1, whole.steps().size() - 1);
    assertThat(Plans.types(rest)).contains("StartMachine");
  }

  @Test
  void takesASnapshotAgainWhoseIdItDidNotRecord() {
    leaveUnrecorded(os);

    PlanOutcome.Plan plan = Plans.testFailover(world);
    String inject = Plans.only(plan, Step.InjectDrivers.class);
    String snapshot = Plans.ids(plan, Step.TakeSnapshot.class, os).get(0);
    assertThat(Plans.needs(plan, inject)).contains(snapshot);
  }

  @Test
  void takesASnapshotOfADetachedDiskAgainWhoseIdItDidNotRecord() {
    leaveUnrecorded(data);
    new StepEffects(world).apply(new Step.DetachFromAppliance(data.ref(), APPLIANCE), true);

    PlanOutcome.Plan plan = Plans.testFailover(world);
    assertThat(Plans.ids(plan, Step.DetachFromAppliance.class, data)).isEmpty();
    assertThat(Plans.ids(plan, Step.TakeSnapshot.class, data)).hasSize(1);
  }

  @Test
  void refusesAnUnrecordedSnapshotThatNothingKeptValid() {
    leaveUnrecorded(os);
    world.heldBy = null;
    assertThat(Plans.codes(Plans.outcome(world, GOAL))).containsExactly("LEFTOVER_SNAPSHOT");

    world.heldBy = ModelWorld.THIS;
    os.replica++;
    assertThat(Plans.codes(Plans.outcome(world, GOAL))).containsExactly("LEFTOVER_SNAPSHOT");

    os.replica--;
    os.markDirty(ModelWorld.THIS);
    assertThat(Plans.codes(Plans.outcome(world, GOAL))).contains("LEFTOVER_SNAPSHOT");
  }

  /** The operation's snapshot is there, but the worker was lost before it wrote down the id. */
  private void leaveUnrecorded(ModelDisk disk) {
    PlanOutcome.Plan plan = Plans.testFailover(world);
    Step take =
        plan.steps().stream()
            .map(PlannedStep::action)
            .filter(step -> step instanceof Step.TakeSnapshot && Plans.concerns(step, disk))
            .findFirst()
            .orElseThrow();
    StepEffects effects = new StepEffects(world);
    effects.apply(new Step.HoldReplication(), true);
    effects.apply(take, false);
  }

  @Test
  void plansNothingWhenItsTestDestinationIsUpAndRecorded() {
    ModelWorld up = Worlds.failedOver(2, OwnerAxis.THIS_OPERATION);

    assertThat(Plans.testFailover(up).steps()).isEmpty();
  }

  @Test
  void waitsForWhatIsUnderWayEvenWhereNoJobIsListed() {
    ModelWorld up = Worlds.failedOver(1, OwnerAxis.THIS_OPERATION);
    up.machines.get(0).state = MachineState.STOPPING;
    assertThat(Plans.outcome(up, Goal.READY)).isInstanceOf(PlanOutcome.AwaitFirst.class);

    up.machines.get(0).state = MachineState.STOPPED;
    up.disks.get(0).state = "RevertSnapshotting";
    assertThat(Plans.outcome(up, Goal.READY)).isInstanceOf(PlanOutcome.AwaitFirst.class);
  }

  private PlanOutcome plan(PlanOptions options) {
    return new Planner().plan(world.observe(), Goal.FAILED_OVER_TEST, options);
  }

  private static PlanOptions options(
      boolean skipInjection, boolean skipValidation, Map<String, NetworkId> networks) {
    return PlanOptions.builder(ModelWorld.THIS, "pgtest1-test-1")
        .skipInjection(skipInjection)
        .skipValidation(skipValidation)
        .networks(networks)
        .build();
  }
}
