package io.breakwater.operation;

import io.breakwater.operation.Batch.VmState;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.plan.PlanOutcome;
import io.breakwater.plan.PlanOutcome.Reason;
import io.breakwater.step.OperationActivities.Planned;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TerminatedFailure;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.ChildWorkflowStub;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.stream.Collectors;

/** The operation on one VM of a batch. */
record BatchChild(String workflowId, Promise<Ended> end) {

  /** How it ended. */
  record Ended(VmState state, String summary) {}

  /** Starts it; its end never fails. */
  static BatchChild start(OperationKind kind, OperationRequest request, Candidate vm) {
    return request.dryRun() ? inspect(kind, request, vm) : operate(kind, request, vm);
  }

  private static BatchChild operate(OperationKind kind, OperationRequest request, Candidate vm) {
    String id = Queues.workflowId(vm.contextId());
    Promise<OperationResult> result =
        stub(kind.workflowType(), id, kind.title() + " of " + vm.vmName())
            .executeAsync(OperationResult.class, request);
    return new BatchChild(
        id,
        result.handle(
            (value, failure) ->
                failure == null ? new Ended(state(value.end()), value.summary()) : read(failure)));
  }

  private static BatchChild inspect(OperationKind kind, OperationRequest request, Candidate vm) {
    String id = Queues.inspectId(vm.contextId(), Workflow.randomUUID().toString());
    Promise<Planned> planned =
        stub("Inspect", id, "Dry run: " + kind.title() + " of " + vm.vmName())
            .executeAsync(Planned.class, kind, request);
    return new BatchChild(
        id,
        planned.handle(
            (value, failure) -> failure == null ? read(value.outcome()) : read(failure)));
  }

  /** A batch that is cancelled awaits it; one that is terminated leaves it running. */
  private static ChildWorkflowStub stub(String type, String id, String summary) {
    return Workflow.newUntypedChildWorkflowStub(
        type,
        ChildWorkflowOptions.newBuilder()
            .setWorkflowId(id)
            .setTaskQueue(Queues.MAIN)
            .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
            .setCancellationType(ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED)
            .setStaticSummary(summary)
            .build());
  }

  private static Ended read(PlanOutcome outcome) {
    if (outcome instanceof PlanOutcome.Refusal refusal) {
      return new Ended(
          VmState.REFUSED,
          "dry run: refused: "
              + refusal.reasons().stream().map(Reason::found).collect(Collectors.joining(", ")));
    }
    return new Ended(VmState.COMPLETED, Results.summaryOfDryRun(outcome));
  }

  /** What the failure of a child workflow says about its VM. */
  static Ended read(Throwable failure) {
    if (FailureReader.find(failure, WorkflowExecutionAlreadyStarted.class) != null) {
      return new Ended(VmState.REFUSED, "another operation runs on the VM");
    }
    if (FailureReader.isCancelled(failure)) {
      return new Ended(VmState.CANCELLED, "cancelled; its own result says how far it had come");
    }
    if (FailureReader.find(failure, TerminatedFailure.class) != null) {
      return new Ended(
          VmState.CLEANUP_REQUIRED, "it was terminated, so that nothing was brought back");
    }
    ApplicationFailure application = FailureReader.find(failure, ApplicationFailure.class);
    for (End end : End.values()) {
      if (application != null && end.failureType().equals(application.getType())) {
        return new Ended(state(end), application.getOriginalMessage());
      }
    }
    return new Ended(
        VmState.CLEANUP_REQUIRED,
        "it ended unexpectedly ("
            + FailureReader.type(failure)
            + ": "
            + FailureReader.message(failure)
            + ")");
  }

  private static VmState state(End end) {
    return switch (end) {
      case COMPLETED -> VmState.COMPLETED;
      case ROLLED_BACK -> VmState.ROLLED_BACK;
      case REFUSED -> VmState.REFUSED;
      case CLEANUP_REQUIRED -> VmState.CLEANUP_REQUIRED;
      case CANCELLED -> VmState.CANCELLED;
    };
  }
}
