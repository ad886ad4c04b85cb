package io.breakwater.operation;

import io.temporal.workflow.WorkflowInit;

/** Moves a VM for good. */
public final class LiveFailoverWorkflow extends OperationWorkflow implements LiveFailover {
  /** Queries must be answerable from the first task on, so the state is made before the run. */
  @WorkflowInit
  public LiveFailoverWorkflow(OperationRequest request) {
    super(OperationKind.LIVE_FAILOVER, request);
  }

  @Override
  public OperationResult run(OperationRequest request) {
    return runner().run();
  }
}
