package io.breakwater.operation;

import io.temporal.workflow.WorkflowInit;

/** Brings a VM back to READY from whatever was left behind. */
public final class RecoveryWorkflow implements Recovery {
  private final OperationRunner runner;

  /** The query must be answerable from the first task on, so the state is made before the run. */
  @WorkflowInit
  public RecoveryWorkflow(OperationRequest request) {
    this.runner = new OperationRunner(OperationKind.RECOVERY, request);
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
