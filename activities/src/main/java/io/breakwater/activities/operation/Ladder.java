package io.breakwater.activities.operation;

import io.breakwater.activities.frame.StepListener;
import io.breakwater.inventory.Inventory;
import io.breakwater.inventory.failover.FailoverStatus;
import io.breakwater.plan.Goal;
import io.breakwater.plan.Step;
import io.breakwater.step.OperationRef;
import io.breakwater.step.StepCall;

/** Moves {@code failover_jobs.status} up its ladder as the steps of an operation begin and end. */
public final class Ladder implements StepListener {
  private final Inventory inventory;

  public Ladder(Inventory inventory) {
    this.inventory = inventory;
  }

  @Override
  public void started(StepCall call) {
    Step action = call.step().action();
    if (action instanceof Step.TakeSnapshot) {
      climb(call.operation(), FailoverStatus.snapshotting);
    } else if (action instanceof Step.CreateMachine) {
      climb(call.operation(), FailoverStatus.creating_vm);
    } else if (action instanceof Step.AttachAsRoot || action instanceof Step.AttachData) {
      climb(call.operation(), FailoverStatus.switching_volume);
    } else if (action instanceof Step.StartMachine) {
      climb(call.operation(), FailoverStatus.powering_on);
    } else if (action instanceof Step.DeleteSnapshot delete
        && delete.reason() == Step.DeleteSnapshot.Reason.SET_CLEAN) {
      // Snapshots go only after every revert.
      climbCleanup(call.operation(), FailoverStatus.snapshot_rollback_complete);
    }
  }

  @Override
  public void finished(StepCall call) {
    if (call.step().action() instanceof Step.StopMachine) {
      climbCleanup(call.operation(), FailoverStatus.vm_shutdown_complete);
    }
  }

  private void climb(OperationRef operation, FailoverStatus status) {
    inventory.failoverJobs().climb(operation.id(), status);
  }

  /**
   * A rollback ends its own failover's row as failed; only a cleanup climbs on another's ladder.
   */
  void climbCleanup(OperationRef operation, FailoverStatus status) {
    boolean cleanup =
        inventory
            .operations()
            .find(operation.id())
            .filter(o -> o.kind().goal() == Goal.READY)
            .isPresent();
    if (cleanup) {
      inventory.failoverJobs().climbCleanup(operation, status);
    }
  }
}
