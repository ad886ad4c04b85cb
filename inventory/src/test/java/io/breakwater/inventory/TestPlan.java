package io.breakwater.inventory;

import io.breakwater.operation.StepFailure;
import io.breakwater.plan.DiskRef;
import io.breakwater.plan.Goal;
import io.breakwater.plan.PlanOutcome.Plan;
import io.breakwater.plan.PlannedStep;
import io.breakwater.plan.Step;
import io.breakwater.plan.StepName;
import io.breakwater.plan.StepQueue;
import io.breakwater.step.OperationRef;
import io.breakwater.step.StepCall;
import io.breakwater.vm.DiskId;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Plans and steps whose actions do not matter. */
public final class TestPlan {
  private TestPlan() {}

  public static Plan of(PlannedStep... steps) {
    return new Plan(Goal.READY, Arrays.asList(steps), List.of());
  }

  public static PlannedStep step(String id, StepName name) {
    return new PlannedStep(
        id,
        name,
        "Title of " + id,
        StepQueue.INVENTORY,
        new Step.HoldReplication(),
        List.of(),
        Duration.ofMinutes(1));
  }

  /** A step about one disk that needs another. */
  public static PlannedStep snapshot(String id, String disk, String needs) {
    return new PlannedStep(
        id,
        StepName.SNAPSHOT_CREATION,
        "Title of " + id,
        StepQueue.CLOUDSTACK,
        new Step.TakeSnapshot(new DiskRef(new DiskId(disk), null), "snap", null),
        List.of(needs),
        Duration.ofMinutes(1));
  }

  public static StepCall call(OperationRef operation, PlannedStep step) {
    return new StepCall(operation, step);
  }

  public static OperationRef round(OperationRef operation, int round) {
    return new OperationRef(
        operation.id(), operation.context(), operation.vmName(), operation.fencing(), round);
  }

  public static StepFailure failure(int round, PlannedStep step, String type, String message) {
    return new StepFailure(round, step.id(), step.name().wire(), step.title(), type, message);
  }
}
