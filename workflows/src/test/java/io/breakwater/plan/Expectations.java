package io.breakwater.plan;

import io.breakwater.observation.MachineState;
import io.breakwater.observation.Mapping;
import io.breakwater.observation.Place;
import io.breakwater.observation.SnapshotView;
import io.breakwater.vm.ContextStatus;

/**
 * From which worlds a goal has to be reached: a planner that refuses everything is safe as well.
 */
final class Expectations {
  private Expectations() {}

  /** Whether there is a safe way to the goal, so that a refusal is wrong. */
  static boolean mustPlan(ModelWorld world, Goal goal) {
    return goal == Goal.READY ? canComeHome(world) : canFailOver(world);
  }

  private static boolean canFailOver(ModelWorld world) {
    return isReady(world) || isLeftInSnapshots(world) || isFailedOver(world);
  }

  private static boolean canComeHome(ModelWorld world) {
    return world.jobs.isEmpty()
        && world.replication.activeJob() == null
        && world.applianceState == MachineState.RUNNING
        && world.disks.stream().allMatch(Expectations::canComeHome)
        && world.machines.stream().allMatch(Expectations::canBeRemoved);
  }

  private static boolean canComeHome(ModelDisk disk) {
    boolean within =
        disk.volume != null && !disk.isAt(Place.Kind.FOREIGN) && !disk.isAt(Place.Kind.MISSING);
    boolean untouched = !disk.dirty && disk.holdsTheReplica();
    return within && (untouched || disk.hasWayBack());
  }

  private static boolean canBeRemoved(ModelMachine machine) {
    boolean rootIsNobodysElse =
        machine.rootRecorded || machine.rootAt != ModelMachine.RootAt.ATTACHED;
    return !machine.stranger && rootIsNobodysElse;
  }

  /** Nothing is in the way of a test failover. */
  static boolean isReady(ModelWorld world) {
    return world.jobs.isEmpty()
        && world.status == ContextStatus.ready_for_failover
        && world.lastFailover == null
        && world.replication.activeJob() == null
        && world.machines.isEmpty()
        && Oracle.atRest(world);
  }

  /** This operation's worker was lost while snapshots were taken, and nothing else is there. */
  static boolean isLeftInSnapshots(ModelWorld world) {
    return world.jobs.isEmpty()
        && ModelWorld.THIS.equals(world.heldBy)
        && world.status == ContextStatus.ready_for_failover
        && world.replication.activeJob() == null
        && world.machines.isEmpty()
        && world.disks.stream().allMatch(Expectations::isLeftInSnapshot);
  }

  private static boolean isLeftInSnapshot(ModelDisk disk) {
    boolean home = disk.isAt(Place.Kind.APPLIANCE) && Worlds.mappedToAppliance(disk);
    boolean onItsWay =
        !disk.id.isOs() && disk.isAt(Place.Kind.DETACHED) && disk.mapping.equals(Mapping.none());
    boolean taken =
        disk.snapshots.size() <= 1
            && disk.snapshots.stream()
                .allMatch(
                    s ->
                        s.state() == SnapshotView.State.READY
                            && !s.recorded()
                            && ModelWorld.THIS.equals(s.madeBy())
                            && s.content() == disk.replica);
    return (home || onItsWay) && !disk.dirty && disk.holdsTheReplica() && taken;
  }

  /** This operation's test destination is up and recorded. */
  static boolean isFailedOver(ModelWorld world) {
    return world.jobs.isEmpty()
        && ModelWorld.THIS.equals(world.lastFailover)
        && world.replication.activeJob() == null
        && world.disks.stream().allMatch(Expectations::hasOnlyItsSnapshot)
        && world.machines.stream()
            .anyMatch(machine -> machine.rootRecorded && Oracle.failedOver(world, machine));
  }

  private static boolean hasOnlyItsSnapshot(ModelDisk disk) {
    return disk.snapshots.size() == 1
        && ModelWorld.THIS.equals(disk.snapshots.get(0).madeBy())
        && disk.hasWayBack();
  }

  /** Whether the world is where the goal wants it, records included. */
  static boolean reached(ModelWorld world, Goal goal) {
    if (goal == Goal.READY) {
      return Oracle.atRest(world) && world.lastFailover == null && world.heldBy == null;
    }
    return isFailedOver(world) && world.heldBy == null;
  }
}
