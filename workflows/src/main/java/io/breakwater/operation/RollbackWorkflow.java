package io.breakwater.operation;

import io.temporal.workflow.WorkflowInit;

/** Takes a failover back. */
public final class RollbackWorkflow implements Rollback {
  private final OperationRunner runner;

  /** The query must be answerable from the first task on, so the state is made before the run. */
  @WorkflowInit
  public RollbackWorkflow(OperationRequest request) {
    this.runner = new OperationRunner(OperationKind.ROLLBACK, request);
  }

  @Override
  public OperationResult run(OperationRequest request) {
    return runner.run();
  }

  @Override
  public Progress progress() {
    return runner.progress();
  }
}
