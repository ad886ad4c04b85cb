package io.breakwater.operation;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Ends a test failover: the VM is ready for failover again, whatever state the test was in. */
@WorkflowInterface
public interface Cleanup extends Operated {
  /**
   * Fails with type {@code Refused} or {@code CleanupRequired} and an {@link OperationResult} as
   * detail.
   */
  @WorkflowMethod(name = "Cleanup")
  OperationResult run(OperationRequest request);
}
