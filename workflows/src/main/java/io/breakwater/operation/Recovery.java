package io.breakwater.operation;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Brings a VM back to READY from whatever a failed or interrupted operation left behind, ours or
 * the old system's.
 */
@WorkflowInterface
public interface Recovery extends Operated {
  /**
   * Fails with type {@code Refused} or {@code CleanupRequired} and an {@link OperationResult} as
   * detail.
   */
  @WorkflowMethod(name = "Recovery")
  OperationResult run(OperationRequest request);
}
