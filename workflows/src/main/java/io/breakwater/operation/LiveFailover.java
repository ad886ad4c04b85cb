package io.breakwater.operation;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Moves a VM for good: the source is powered off and synced once more, and a destination of its
 * name runs on the live networks.
 */
@WorkflowInterface
public interface LiveFailover extends Operated {
  /**
   * Fails with type {@code RolledBack}, {@code Refused} or {@code CleanupRequired} and an {@link
   * OperationResult} as detail when the destination does not run in the end. By default a step that
   * fails makes it hold and wait for {@code decide}.
   */
  @WorkflowMethod(name = "LiveFailover")
  OperationResult run(OperationRequest request);
}
