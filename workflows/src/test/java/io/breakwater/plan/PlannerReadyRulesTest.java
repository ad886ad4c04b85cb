package io.breakwater.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.observation.MachineState;
import io.breakwater.observation.Mapping;
import io.breakwater.observation.Place;
import io.breakwater.plan.Axes.OwnerAxis;
import io.breakwater.plan.ModelMachine.RootAt;
import io.breakwater.vm.ContextStatus;
import io.breakwater.vm.MachineId;
import io.breakwater.vm.OperationId;
import io.breakwater.vm.SnapshotId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules of the way back to READY, one by one. */
class PlannerReadyRulesTest {
  private final ModelWorld world = Worlds.failedOver(2, OwnerAxis.THIS_OPERATION);
  private final ModelMachine machine = world.machines.get(0);
  private final ModelDisk os = world.disks.get(0);
  private final ModelDisk data = world.disks.get(1);

  @Test
  void stopsARunningTestVmBeforeAnythingLeavesIt() {
    PlanOutcome.Plan plan = Plans.ready(world);

    String stop = Plans.only(plan, Step.StopMachine.class);
    List<String> detaches = Plans.ids(plan, Step.DetachFromMachine.class);
    assertThat(detaches).hasSize(2);
    assertThat(detaches).allSatisfy(id -> assertThat(Plans.needs(plan, id)).contains(stop));
  }

  @Test
  void destroysAndUnprotectsTheMachineOnlyAfterEveryDiskLeftIt() {
    PlanOutcome.Plan plan = Plans.ready(world);

    List<String> detaches = Plans.ids(plan, Step.DetachFromMachine.class);
    String unprotect = Plans.only(plan, Step.UnprotectMachine.class);
    String destroy = Plans.only(plan, Step.DestroyMachine.class);
    assertThat(Plans.needs(plan, unprotect)).containsAll(detaches);
    assertThat(Plans.needs(plan, destroy)).containsAll(detaches).contains(unprotect);
  }

  @Test
  void revertsADirtyDiskToItsOwnSnapshotOnlyAfterTheDetach() {
    PlanOutcome.Plan plan = Plans.ready(world);

    for (ModelDisk disk : world.disks) {
      String detach = Plans.ids(plan, Step.DetachFromMachine.class, disk).get(0);
      String revert = Plans.ids(plan, Step.RevertSnapshot.class, disk).get(0);
      assertThat(Plans.needs(plan, revert)).contains(detach);
    }
    assertThat(plan.steps())
        .extracting(PlannedStep::action)
        .contains(
            new Step.RevertSnapshot(os.ref(), os.snapshots.get(0).id(), os.baseline()),
            new Step.RevertSnapshot(data.ref(), data.snapshots.get(0).id(), data.baseline()));
  }

  @Test
  void givesADirtyDiskToTheApplianceOnlyAfterItsRevert() {
    PlanOutcome.Plan plan = Plans.ready(world);

    for (ModelDisk disk : world.disks) {
      String revert = Plans.ids(plan, Step.RevertSnapshot.class, disk).get(0);
      String attach = Plans.ids(plan, Step.AttachToAppliance.class, disk).get(0);
      assertThat(Plans.needs(plan, attach)).contains(revert);
    }
  }

  @Test
  void deletesSnapshotsOnlyAfterEveryDiskWasReverted() {
    PlanOutcome.Plan plan = Plans.ready(world);

    List<String> reverts = Plans.ids(plan, Step.RevertSnapshot.class);
    List<String> deletes = Plans.ids(plan, Step.DeleteSnapshot.class);
    assertThat(deletes).hasSize(2);
    assertThat(deletes).allSatisfy(id -> assertThat(Plans.needs(plan, id)).containsAll(reverts));
  }

  @Test
  void revertsADiskWhoseMachineAPersonStarted() {
    data.markClean();

    assertThat(Plans.ids(Plans.ready(world), Step.RevertSnapshot.class, data)).hasSize(1);
  }

  @Test
  void refusesToRevertOverAMovedBaseline() {
    data.replica++;

    PlanOutcome.Refusal refusal = Plans.refused(Plans.outcome(world, Goal.READY));
    assertThat(Plans.codes(refusal)).containsExactly("BASELINE_MOVED");
    assertThat(refusal.cleanupRequired()).isTrue();
  }

  @Test
  void refusesADirtyDiskWithoutASnapshot() {
    os.snapshots.clear();

    assertThat(Plans.codes(Plans.outcome(world, Goal.READY))).containsExactly("NO_SNAPSHOT");
  }

  @Test
  void refusesToRevertWhereNobodyKnowsTheBaseline() {
    os.snapshots.set(0, os.snapshots.get(0).recordedAt(null));

    assertThat(Plans.codes(Plans.outcome(world, Goal.READY))).containsExactly("BASELINE_UNKNOWN");
  }

  @Test
  void takesTheSnapshotOfTheOperationThatDirtiedTheDisk() {
    ModelSnapshot own = os.snapshots.get(0);
    OperationId other = new OperationId("33333333-other");
    ModelSnapshot later =
        new ModelSnapshot(
            new SnapshotId("another"),
            "bw-other",
            own.state(),
            other,
            true,
            own.takenAt(),
            own.content(),
            0);
    os.snapshots.add(later);

    PlanOutcome.Plan plan = Plans.ready(world);
    assertThat(plan.steps())
        .extracting(PlannedStep::action)
        .contains(new Step.RevertSnapshot(os.ref(), own.id(), os.baseline()));
  }

  @Test
  void recoversADestroyedMachineThatHoldsADiskBeforeAnythingElse() {
    machine.state = MachineState.DESTROYED;

    PlanOutcome.Plan plan = Plans.ready(world);
    String recover = Plans.only(plan, Step.RecoverMachine.class);
    assertThat(Plans.needs(plan, recover)).containsExactly("hold-replication");
    assertThat(Plans.ids(plan, Step.DetachFromMachine.class))
        .allSatisfy(id -> assertThat(Plans.needs(plan, id)).contains(recover));
  }

  @Test
  void neverDestroysAMachineWithAVolumeThatNobodyKnows() {
    machine.stranger = true;

    PlanOutcome.Refusal refusal = Plans.refused(Plans.outcome(world, Goal.READY));
    assertThat(Plans.codes(refusal)).containsExactly("UNKNOWN_VOLUME");
    assertThat(refusal.cleanupRequired()).isTrue();
  }

  @Test
  void neverDeletesOrDestroysARootThatNobodyRecorded() {
    ModelWorld leftover = leftoverMachine(RootAt.ATTACHED);
    leftover.machines.get(0).rootRecorded = false;

    assertThat(Plans.codes(Plans.outcome(leftover, Goal.READY))).containsExactly("UNKNOWN_VOLUME");
  }

  @Test
  void deletesTheRecordedRootThatWasLeftDetached() {
    ModelWorld leftover = leftoverMachine(RootAt.DETACHED);

    PlanOutcome.Plan plan = Plans.ready(leftover);
    assertThat(Plans.types(plan))
        .containsExactlyInAnyOrder(
            "HoldReplication", "DestroyMachine", "DeleteTemplateRoot", "RecordReady");
  }

  @Test
  void letsTheRecordedRootGoWithItsMachine() {
    PlanOutcome.Plan plan = Plans.ready(leftoverMachine(RootAt.ATTACHED));

    assertThat(Plans.types(plan)).contains("DestroyMachine").doesNotContain("DeleteTemplateRoot");
  }

  @Test
  void refusesADiskOnAForeignVmOrWithoutAVolume() {
    os.place = Place.onForeign(ModelWorld.FOREIGN, 1);
    data.place = Place.missing();

    PlanOutcome.Refusal refusal = Plans.refused(Plans.outcome(world, Goal.READY));
    assertThat(Plans.codes(refusal)).containsExactlyInAnyOrder("ON_FOREIGN_VM", "VOLUME_MISSING");
    assertThat(refusal.cleanupRequired()).isTrue();
  }

  @Test
  void clearsAStaleRowOfTheDaemonByAttachingAndDetachingOnce() {
    ModelWorld detached = Worlds.ready(1);
    ModelDisk disk = detached.disks.get(0);
    disk.place = Place.detached();
    disk.link = false;
    disk.mapping = Mapping.remote(new MachineId("gone"), "remote-vm-root-gone");

    assertThat(Plans.ready(detached).steps())
        .extracting(PlannedStep::action)
        .containsSubsequence(
            new Step.AttachToAppliance(disk.ref(), ModelWorld.APPLIANCE, false),
            new Step.DetachFromAppliance(disk.ref(), ModelWorld.APPLIANCE),
            new Step.AttachToAppliance(disk.ref(), ModelWorld.APPLIANCE, true));
  }

  @Test
  void leavesAnUntouchedDiskWhereItIs() {
    ModelWorld snapshotted = Worlds.ready(2);
    snapshotted.disks.get(0).snapshots.addAll(os.snapshots);

    assertThat(Plans.types(Plans.ready(snapshotted)))
        .containsExactly("HoldReplication", "DeleteSnapshot", "RecordReady");
  }

  @Test
  void plansNothingForAVmThatIsReady() {
    assertThat(Plans.ready(Worlds.ready(3)).steps()).isEmpty();
  }

  @Test
  void onlyRecordsWhereOnlyTheRecordIsMissing() {
    ModelWorld unrecorded = Worlds.ready(3);
    unrecorded.heldBy = ModelWorld.EARLIER;

    assertThat(Plans.types(Plans.ready(unrecorded))).containsExactly("RecordReady");
  }

  @Test
  void doesNotGoBackFromALiveFailoverOrACommit() {
    world.status = ContextStatus.failed_over_live;
    assertThat(Plans.codes(Plans.outcome(world, Goal.READY))).containsExactly("LIVE_DATA");

    world.status = ContextStatus.completed;
    assertThat(Plans.codes(Plans.outcome(world, Goal.READY))).containsExactly("COMMITTED");
  }

  @Test
  void asksAPersonWhenTheOldSystemLostTrackOfASnapshot() {
    ModelWorld old = Worlds.ready(2);
    old.status = ContextStatus.failed_over_test;
    old.disks.get(1).untracked = List.of(new SnapshotId("lost"));

    assertThat(Plans.codes(Plans.outcome(old, Goal.READY))).containsExactly("UNTRACKED_SNAPSHOT");
  }

  @Test
  void leavesUntrackedSnapshotsAloneWhereTheDiskWasCleanSince() {
    ModelWorld ready = Worlds.ready(2);
    ready.disks.get(1).untracked = List.of(new SnapshotId("lost"));
    assertThat(Plans.ready(ready).steps()).isEmpty();

    data.untracked = List.of(new SnapshotId("lost"));
    assertThat(Plans.types(Plans.ready(world))).contains("RevertSnapshot", "RecordReady");
  }

  private static ModelWorld leftoverMachine(RootAt root) {
    ModelWorld leftover = Worlds.ready(1);
    ModelMachine machine =
        new ModelMachine(Worlds.DESTINATION, ModelWorld.EARLIER, MachineState.STOPPED, root);
    machine.rootRecorded = true;
    leftover.machines.add(machine);
    return leftover;
  }
}
