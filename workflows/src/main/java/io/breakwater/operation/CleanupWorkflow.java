package io.breakwater.operation;

import io.temporal.workflow.WorkflowInit;

/** Brings a VM back to READY. */
public final class CleanupWorkflow extends OperationWorkflow implements Cleanup {
  /** Queries must be answerable from the first task on, so the state is made before the run. */
  @WorkflowInit
  public CleanupWorkflow(OperationRequest request) {
    super(OperationKind.CLEANUP, request);
  }

  @Override
  public OperationResult run(OperationRequest request) {
    return runner().run();
  }
}
