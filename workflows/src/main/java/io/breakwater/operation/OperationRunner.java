package io.breakwater.operation;

import io.breakwater.observation.Observation;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.operation.Pursuit.Outcome;
import io.breakwater.plan.Goal;
import io.breakwater.plan.PlanOutcome.Reason;
import io.breakwater.step.OperationActivities.Begin;
import io.breakwater.step.OperationActivities.Begun;
import io.breakwater.vm.MachineId;
import io.breakwater.vm.OperationId;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs an operation of any kind: take the lease, pursue the goal, on failure or cancel pursue
 * READY, close the books.
 */
final class OperationRunner {
  private final OperationKind kind;
  private final OperationRequest request;
  private final OperationId operation;
  private final ProgressBoard board;

  OperationRunner(OperationKind kind, OperationRequest request) {
    this.kind = kind;
    this.request = request;
    this.operation = new OperationId(Workflow.getInfo().getOriginalExecutionRunId());
    this.board = new ProgressBoard(kind, operation, request.contextId());
  }

  Progress progress() {
    return board.progress();
  }

  OperationId operation() {
    return operation;
  }

  /** Returns when the goal is reached; every other end is thrown with the result as detail. */
  OperationResult run() {
    refuseForeignWorkflowId();
    Begun begun = begin();
    board.begun(begun.operation());
    Pursuit pursuit = new Pursuit(kind, request, begun, board);
    OperationResult result = result(begun, pursuit, pursue(pursuit));
    Workflow.newDetachedCancellationScope(
            () -> ActivityStubs.finish(begun).finishOperation(begun.operation(), result))
        .run();
    board.end(result);
    return end(result);
  }

  private void refuseForeignWorkflowId() {
    WorkflowInfo info = Workflow.getInfo();
    String right = Queues.workflowId(request.contextId());
    if (!info.getWorkflowId().equals(right)) {
      throw ApplicationFailure.newNonRetryableFailure(
          "an operation on this VM must run under workflow id "
              + right
              + ", not "
              + info.getWorkflowId()
              + ": start it with that id, or start Submit with the VM's name",
          Failures.WRONG_WORKFLOW_ID);
    }
  }

  private Begun begin() {
    WorkflowInfo info = Workflow.getInfo();
    board.note("Taking the lease of the VM");
    try {
      return ActivityStubs.begin()
          .beginOperation(
              new Begin(
                  operation,
                  kind,
                  request.contextId(),
                  info.getWorkflowId(),
                  info.getRunId(),
                  request.externalJobId(),
                  Instant.ofEpochMilli(info.getRunStartedTimestampMillis()),
                  request.requestedBy()));
    } catch (ActivityFailure failure) {
      if (FailureReader.isCancelled(failure) || CancellationScope.current().isCancelRequested()) {
        throw new CanceledFailure("cancelled before anything was begun");
      }
      Reason reason =
          new Reason(
              FailureReader.type(failure),
              FailureReader.message(failure),
              "wait for the other operation to end, or mend what the text names, then start again");
      throw failed(bare(End.REFUSED, reason.found(), List.of(reason)));
    }
  }

  private Outcome pursue(Pursuit pursuit) {
    Outcome forward = pursuit.pursue(kind.goal());
    boolean onlyWayWasBack = kind.goal() == Goal.READY && forward != Outcome.CANCELLED;
    boolean over =
        switch (forward) {
          case REACHED, TAKEN_OVER -> true;
          case FAILED -> onlyWayWasBack;
          case REFUSED, CANCELLED, UNREACHABLE -> pursuit.isUntouched() || onlyWayWasBack;
        };
    if (over) {
      return forward;
    }
    board.enter(Progress.State.ROLLING_BACK, Goal.READY);
    Outcome[] back = new Outcome[1];
    Workflow.newDetachedCancellationScope(() -> back[0] = pursuit.pursueReady()).run();
    if (back[0] != Outcome.REACHED) {
      return back[0] == Outcome.TAKEN_OVER ? Outcome.TAKEN_OVER : Outcome.UNREACHABLE;
    }
    return forward == Outcome.CANCELLED ? Outcome.CANCELLED : Outcome.FAILED;
  }

  private OperationResult result(Begun begun, Pursuit pursuit, Outcome outcome) {
    String vm = begun.operation().vmName();
    boolean untouched = pursuit.isUntouched();
    return switch (outcome) {
      case REACHED -> with(begun, pursuit, End.COMPLETED, reached(vm, begun));
      case CANCELLED ->
          with(
              begun,
              pursuit,
              End.CANCELLED,
              untouched
                  ? "cancelled; nothing was touched"
                  : "cancelled; " + vm + " is ready for failover");
      case FAILED ->
          with(
              begun,
              pursuit,
              End.ROLLED_BACK,
              pursuit.whatFailed() + "; " + vm + " was rolled back and is ready for failover");
      case REFUSED ->
          with(
              begun,
              pursuit,
              pursuit.cleanupRequired() ? End.CLEANUP_REQUIRED : End.REFUSED,
              "refused: " + pursuit.whyRefused());
      case TAKEN_OVER ->
          with(begun, pursuit, End.REFUSED, "another operation took " + vm + " over");
      case UNREACHABLE ->
          with(
              begun,
              pursuit,
              untouched ? End.REFUSED : End.CLEANUP_REQUIRED,
              untouched
                  ? "nothing was touched: " + pursuit.whyRefused()
                  : vm + " needs a person: " + pursuit.whyRefused());
    };
  }

  private String reached(String vm, Begun begun) {
    return kind.goal() == Goal.READY
        ? vm + " is ready for failover"
        : vm + " runs as " + begun.destinationName();
  }

  private OperationResult with(Begun begun, Pursuit pursuit, End end, String summary) {
    boolean runs = end == End.COMPLETED && kind.goal() != Goal.READY;
    MachineId destination = runs ? pursuit.destination() : null;
    return new OperationResult(
        operation,
        kind,
        request.contextId(),
        begun.operation().vmName(),
        end,
        summary,
        destination,
        runs ? begun.destinationName() : null,
        pursuit.failures(),
        pursuit.reasons(),
        board.warnings());
  }

  private OperationResult bare(End end, String summary, List<Reason> reasons) {
    return new OperationResult(
        operation,
        kind,
        request.contextId(),
        "",
        end,
        summary,
        null,
        null,
        new ArrayList<>(),
        reasons,
        List.of());
  }

  private static OperationResult end(OperationResult result) {
    return switch (result.end()) {
      case COMPLETED -> result;
      case CANCELLED -> throw new CanceledFailure(result.summary());
      case ROLLED_BACK, REFUSED, CLEANUP_REQUIRED -> throw failed(result);
    };
  }

  private static ApplicationFailure failed(OperationResult result) {
    return ApplicationFailure.newNonRetryableFailure(
        result.summary(), result.end().failureType(), result);
  }

  /** Whether the request is about a destination that is no longer the current one. */
  static boolean isOutdated(OperationRequest request, Observation seen) {
    return request.onlyOperation() != null
        && (seen.vm().lastFailover() == null
            || !request.onlyOperation().equals(seen.vm().lastFailover().value()));
  }
}
