package io.breakwater.operation;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Makes a live failover final: there is no way back afterwards. */
@WorkflowInterface
public interface Commit extends Operated {
  /**
   * Fails with type {@code Refused} or {@code CleanupRequired} and an {@link OperationResult} as
   * detail; the destination runs on either way.
   */
  @WorkflowMethod(name = "Commit")
  OperationResult run(OperationRequest request);
}
