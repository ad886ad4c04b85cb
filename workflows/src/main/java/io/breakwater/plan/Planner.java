package io.breakwater.plan;

import io.breakwater.observation.DiskView;
import io.breakwater.observation.MachineView;
import io.breakwater.observation.Observation;
import io.breakwater.observation.PendingWork;
import io.breakwater.observation.SnapshotView;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Finds the way from an observation to a goal. Pure: the same observation gives the same plan, and
 * an empty plan means that the goal is reached.
 *
 * <p>It never plans against an open end: as long as anything is under way on the VM, the answer is
 * to wait for it and to observe again.
 */
public final class Planner {
  /** Volume states in which CloudStack takes the next command. */
  private static final Set<String> RESTING = Set.of("Ready", "Allocated", "");

  /** Plans, refuses, or asks to wait first. */
  public PlanOutcome plan(Observation observation, Goal goal, PlanOptions options) {
    List<PendingWork> pending = underWay(observation);
    if (!pending.isEmpty()) {
      return new PlanOutcome.AwaitFirst(pending);
    }
    return Phases.restrict(whole(observation, goal, options), options);
  }

  private static PlanOutcome whole(Observation observation, Goal goal, PlanOptions options) {
    return switch (goal) {
      case READY -> new ReadyPlan(observation, options).plan();
      case FAILED_OVER_TEST, FAILED_OVER_LIVE ->
          new FailoverPlan(observation, goal, options).plan();
      case COMMITTED -> new CommitPlan(observation).plan();
    };
  }

  private static List<PendingWork> underWay(Observation observation) {
    List<PendingWork> pending = new ArrayList<>(observation.pending());
    for (MachineView machine : observation.machines()) {
      if (machine.state().isInTransition()) {
        pending.add(
            new PendingWork(
                PendingWork.Kind.MACHINE_TRANSITION,
                machine.id().value(),
                "VM " + machine.name() + " is " + machine.state()));
      }
    }
    for (DiskView disk : observation.disks()) {
      if (disk.volume() != null && isMoving(disk)) {
        pending.add(
            new PendingWork(
                PendingWork.Kind.VOLUME_TRANSITION,
                disk.volume().value(),
                "volume of "
                    + disk.id()
                    + " is "
                    + disk.volumeState()
                    + " or has a snapshot under way"));
      }
    }
    return pending;
  }

  private static boolean isMoving(DiskView disk) {
    return !RESTING.contains(disk.volumeState())
        || disk.snapshots().stream().anyMatch(s -> s.state() == SnapshotView.State.PENDING);
  }
}
