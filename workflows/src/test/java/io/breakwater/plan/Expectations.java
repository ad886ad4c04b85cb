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
    return switch (goal) {
      case READY ->
          canComeHome(world)
              && world.liveStartedBy == null
              && !isLive(world)
              && world.status != ContextStatus.completed;
      case FAILED_OVER_TEST ->
          isReady(world)
              || isLeftInSnapshots(world)
              || (isFailedOver(world) && world.status == ContextStatus.failed_over_test);
      case FAILED_OVER_LIVE -> isReady(world) || (isFailedOver(world) && isLive(world));
      case COMMITTED -> isFailedOver(world) && isLive(world);
    };
  }

  private static boolean isLive(ModelWorld world) {
    return world.status == ContextStatus.failed_over_live;
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
    if (goal == Goal.COMMITTED) {
      return isCommitted(world) && world.heldBy == null;
    }
    boolean live =
        isLive(world) && !world.sourceOn && world.machines.stream().anyMatch(m -> m.live);
    return isFailedOver(world)
        && world.heldBy == null
        && (goal == Goal.FAILED_OVER_TEST ? !isLive(world) : live);
  }

  private static boolean isCommitted(ModelWorld world) {
    return world.status == ContextStatus.completed
        && world.liveStartedBy == null
        && world.machines.stream().anyMatch(m -> m.exists() && !m.protection && holdsAll(world, m))
        && world.disks.stream().allMatch(disk -> disk.snapshots.isEmpty());
  }

  private static boolean holdsAll(ModelWorld world, ModelMachine machine) {
    return world.disksOn(machine).size() == world.disks.size();
  }
}
