package io.breakwater.operation;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Brings a copy of a VM up in CloudStack under a test name on test networks; the source keeps
 * running.
 */
@WorkflowInterface
public interface TestFailover extends Operated {
  /**
   * Fails with type {@code RolledBack}, {@code Refused} or {@code CleanupRequired} and an {@link
   * OperationResult} as detail when the destination does not run in the end.
   */
  @WorkflowMethod(name = "TestFailover")
  OperationResult run(OperationRequest request);
}
