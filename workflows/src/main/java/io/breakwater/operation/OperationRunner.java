package io.breakwater.operation;

import io.breakwater.observation.Observation;
import io.breakwater.operation.Pursuit.Outcome;
import io.breakwater.plan.Goal;
import io.breakwater.plan.PlanOutcome.Reason;
import io.breakwater.step.OperationActivities.Begin;
import io.breakwater.step.OperationActivities.Begun;
import io.breakwater.vm.OperationId;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;
import java.time.Instant;

/**
 * Runs an operation of any kind: take the lease, pursue the goal, on failure or cancel pursue
 * READY, close the books.
 */
final class OperationRunner {
  private final OperationKind kind;
  private final OperationRequest request;
  private final OperationId operation;
  private final ProgressBoard board;
  private final OperatorDesk desk;

  OperationRunner(OperationKind kind, OperationRequest request) {
    this.kind = kind;
    this.request = request;
    this.operation = new OperationId(Workflow.getInfo().getOriginalExecutionRunId());
    this.board = new ProgressBoard(kind, operation, request.contextId());
    this.desk = new OperatorDesk(kind, board);
  }

  Decided decide(Decision decision) {
    return desk.decide(decision);
  }

  void checkDecision(Decision decision) {
    desk.check(decision);
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
    if (request.dryRun()) {
      OperationResult found = Results.ofDryRun(operation, kind, DryRun.of(kind, request));
      board.dryRunEnded(found.vmName());
      return found;
    }
    refuseWithoutReason();
    Begun begun = begin();
    board.begun(begun.operation());
    Pursuit pursuit = new Pursuit(request, begun, board);
    Outcome outcome = pursue(pursuit, begun);
    OperationResult result =
        new Results(operation, kind, request, begun, pursuit, board.warnings()).of(outcome);
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

  private void refuseWithoutReason() {
    if (request.isReasonMissing()) {
      Reason reason =
          new Reason(
              "REASON_MISSING",
              "an unplanned live failover needs a reason, which is kept in the audit log",
              "give it in \"reason\"");
      throw failed(Results.refused(operation, kind, request.contextId(), reason));
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
                  request.requestedBy(),
                  request.consents(),
                  request.reason(),
                  request.priority(),
                  request.queuedAt()));
    } catch (ActivityFailure failure) {
      if (FailureReader.isCancelled(failure) || CancellationScope.current().isCancelRequested()) {
        throw new CanceledFailure("cancelled before anything was begun");
      }
      Reason reason =
          new Reason(
              FailureReader.type(failure),
              FailureReader.message(failure),
              "wait for the other operation to end, or mend what the text names, then start again");
      throw failed(Results.refused(operation, kind, request.contextId(), reason));
    }
  }

  private Outcome pursue(Pursuit pursuit, Begun begun) {
    Outcome outcome = pursuit.pursue(kind.goal());
    while (!isOver(outcome, pursuit)) {
      boolean mustHold = mustHold(pursuit);
      if (!mustHold && (policy() == FailurePolicy.ROLL_BACK || outcome == Outcome.CANCELLED)) {
        return rollBack(pursuit, outcome);
      }
      Decision decision = desk.await(pursuit, outcome, begun, !mustHold);
      switch (decision.decision()) {
        case GIVE_UP -> {
          return Outcome.GIVEN_UP;
        }
        case ROLL_BACK -> {
          if (decision.confirmDiscard()) {
            pursuit.allowDiscard();
          }
          boolean cancelled = CancellationScope.current().isCancelRequested();
          return rollBack(pursuit, cancelled ? Outcome.CANCELLED : outcome);
        }
        case SKIP -> pursuit.leaveOut(decision.step());
        case RETRY -> {}
      }
      outcome = again(pursuit);
    }
    return outcome;
  }

  /** Going back by itself would discard live data, or half of what was made final. */
  private boolean mustHold(Pursuit pursuit) {
    return switch (kind.goal()) {
      case COMMITTED -> true;
      case FAILED_OVER_LIVE -> pursuit.isLiveStarted();
      case FAILED_OVER_TEST, READY -> false;
    };
  }

  private FailurePolicy policy() {
    return request.onFailure() == null ? kind.failurePolicy() : request.onFailure();
  }

  private boolean isOver(Outcome outcome, Pursuit pursuit) {
    boolean onlyWayWasBack =
        kind.goal() == Goal.READY
            && outcome != Outcome.CANCELLED
            && policy() == FailurePolicy.ROLL_BACK;
    return switch (outcome) {
      case REACHED, TAKEN_OVER, GIVEN_UP -> true;
      case FAILED -> onlyWayWasBack;
      case REFUSED, CANCELLED, UNREACHABLE -> pursuit.isUntouched() || onlyWayWasBack;
    };
  }

  /** A person has decided since the cancel, if there was one, so it no longer counts. */
  private Outcome again(Pursuit pursuit) {
    pursuit.setbacks().decided();
    if (!CancellationScope.current().isCancelRequested()) {
      return pursuit.pursue(kind.goal());
    }
    Outcome[] outcome = new Outcome[1];
    Workflow.newDetachedCancellationScope(() -> outcome[0] = pursuit.pursue(kind.goal())).run();
    return outcome[0];
  }

  private Outcome rollBack(Pursuit pursuit, Outcome forward) {
    board.enter(Progress.State.ROLLING_BACK, Goal.READY);
    Outcome[] back = new Outcome[1];
    Workflow.newDetachedCancellationScope(() -> back[0] = pursuit.pursueReady()).run();
    if (back[0] != Outcome.REACHED) {
      return back[0] == Outcome.TAKEN_OVER ? Outcome.TAKEN_OVER : Outcome.UNREACHABLE;
    }
    return forward == Outcome.CANCELLED ? Outcome.CANCELLED : Outcome.FAILED;
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
