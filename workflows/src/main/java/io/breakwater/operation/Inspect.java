package io.breakwater.operation;

import io.breakwater.step.OperationActivities.Planned;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Dry run and readiness: observes and plans, and changes nothing. */
@WorkflowInterface
public interface Inspect {
  @WorkflowMethod(name = "Inspect")
  Planned inspect(OperationKind operation, OperationRequest request);
}
