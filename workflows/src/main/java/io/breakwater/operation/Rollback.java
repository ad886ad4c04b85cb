package io.breakwater.operation;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Takes a failover back: the VM is ready for failover again. */
@WorkflowInterface
public interface Rollback extends Operated {
  /**
   * Fails with type {@code Refused} or {@code CleanupRequired} and an {@link OperationResult} as
   * detail.
   */
  @WorkflowMethod(name = "Rollback")
  OperationResult run(OperationRequest request);
}
