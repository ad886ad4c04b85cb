package io.breakwater.operation;

import io.temporal.workflow.WorkflowInit;

/** Makes a live failover final. */
public final class CommitWorkflow extends OperationWorkflow implements Commit {
  /** Queries must be answerable from the first task on, so the state is made before the run. */
  @WorkflowInit
  public CommitWorkflow(OperationRequest request) {
    super(OperationKind.COMMIT, request);
  }

  @Override
  public OperationResult run(OperationRequest request) {
    return runner().run();
  }
}
