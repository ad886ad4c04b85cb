package io.breakwater.operation;

import io.temporal.workflow.WorkflowInit;

/** Brings a VM back to READY. */
public final class CleanupWorkflow implements Cleanup {
  private final OperationRunner runner;

  /** The query must be answerable from the first task on, so the state is made before the run. */
  @WorkflowInit
  public CleanupWorkflow(OperationRequest request) {
    this.runner = new OperationRunner(OperationKind.CLEANUP, request);
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
