package io.breakwater.operation;

import io.temporal.workflow.WorkflowInit;

/** Brings a VM back to READY from whatever was left behind. */
public final class RecoveryWorkflow extends OperationWorkflow implements Recovery {
  /** Queries must be answerable from the first task on, so the state is made before the run. */
  @WorkflowInit
  public RecoveryWorkflow(OperationRequest request) {
    super(OperationKind.RECOVERY, request);
  }

  @Override
  public OperationResult run(OperationRequest request) {
    return runner().run();
  }
}
