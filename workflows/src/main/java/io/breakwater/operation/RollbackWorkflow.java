package io.breakwater.operation;

import io.temporal.workflow.WorkflowInit;

/** Takes a failover back. */
public final class RollbackWorkflow extends OperationWorkflow implements Rollback {
  /** Queries must be answerable from the first task on, so the state is made before the run. */
  @WorkflowInit
  public RollbackWorkflow(OperationRequest request) {
    super(OperationKind.ROLLBACK, request);
  }

  @Override
  public OperationResult run(OperationRequest request) {
    return runner().run();
  }
}
