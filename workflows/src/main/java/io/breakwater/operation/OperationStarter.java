package io.breakwater.operation;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.ChildWorkflowStub;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.Optional;

/** Starts an operation from another workflow; it lives on when that one ends. */
final class OperationStarter {
  private OperationStarter() {}

  /**
   * Returns the started execution, or empty while another operation runs on the VM.
   *
   * @param vm how people know the VM
   */
  static Optional<WorkflowExecution> start(
      OperationKind kind, OperationRequest request, String vm) {
    ChildWorkflowStub child =
        Workflow.newUntypedChildWorkflowStub(
            kind.workflowType(),
            ChildWorkflowOptions.newBuilder()
                .setWorkflowId(Queues.workflowId(request.contextId()))
                .setTaskQueue(Queues.MAIN)
                .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                .setStaticSummary(kind.title() + " of " + vm)
                .build());
    Promise<OperationResult> result = child.executeAsync(OperationResult.class, request);
    try {
      return Optional.of(child.getExecution().get());
    } catch (ChildWorkflowFailure | WorkflowExecutionAlreadyStarted failure) {
      if (FailureReader.find(failure, WorkflowExecutionAlreadyStarted.class) != null) {
        result.exceptionally(ignored -> null);
        return Optional.empty();
      }
      throw failure;
    }
  }
}
