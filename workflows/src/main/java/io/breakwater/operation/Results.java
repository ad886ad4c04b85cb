package io.breakwater.operation;

import io.breakwater.operation.OperationResult.End;
import io.breakwater.operation.Pursuit.Outcome;
import io.breakwater.plan.Goal;
import io.breakwater.plan.PlanOutcome;
import io.breakwater.plan.PlanOutcome.Reason;
import io.breakwater.step.OperationActivities.Begun;
import io.breakwater.step.OperationActivities.Planned;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.OperationId;
import java.util.List;

/** Says how an operation ended, for programs and in one sentence for people. */
final class Results {
  private final OperationId operation;
  private final OperationKind kind;
  private final OperationRequest request;
  private final Begun begun;
  private final Pursuit pursuit;
  private final List<String> warnings;
  private final String vm;

  Results(
      OperationId operation,
      OperationKind kind,
      OperationRequest request,
      Begun begun,
      Pursuit pursuit,
      List<String> warnings) {
    this.operation = operation;
    this.kind = kind;
    this.request = request;
    this.begun = begun;
    this.pursuit = pursuit;
    this.warnings = warnings;
    this.vm = begun.operation().vmName();
  }

  OperationResult of(Outcome outcome) {
    boolean untouched = pursuit.isUntouched();
    Setbacks setbacks = pursuit.setbacks();
    return switch (outcome) {
      case REACHED -> with(End.COMPLETED, reached());
      case CANCELLED ->
          with(
              End.CANCELLED,
              untouched
                  ? "cancelled; nothing was touched"
                  : "cancelled; " + vm + " is ready for failover" + source());
      case FAILED ->
          with(
              End.ROLLED_BACK,
              setbacks.whatFailed(kind)
                  + "; "
                  + vm
                  + " was rolled back and is ready for failover"
                  + source());
      case REFUSED ->
          with(
              pursuit.cleanupRequired() ? End.CLEANUP_REQUIRED : End.REFUSED,
              "refused: " + setbacks.whyRefused());
      case TAKEN_OVER -> with(End.REFUSED, "another operation took " + vm + " over");
      case GIVEN_UP -> with(End.CLEANUP_REQUIRED, "given up: " + setbacks.whatFailed(kind));
      case UNREACHABLE ->
          with(
              untouched ? End.REFUSED : End.CLEANUP_REQUIRED,
              untouched
                  ? "nothing was touched: " + setbacks.whyRefused()
                  : vm + " needs a person: " + setbacks.whyRefused());
    };
  }

  private String source() {
    return pursuit.isSourceOff()
        ? "; its source is left off: a rollback with powerOnSource powers it on"
        : "";
  }

  private String reached() {
    if (pursuit.isPartial()) {
      return "the phases asked for are done; "
          + vm
          + " stays cleanup_required until the rest is done or a cleanup brought it back";
    }
    return switch (kind.goal()) {
      case READY -> vm + " is ready for failover";
      case FAILED_OVER_TEST, FAILED_OVER_LIVE -> vm + " runs as " + begun.destinationName();
      case COMMITTED -> "the live failover of " + vm + " is final";
    };
  }

  private OperationResult with(End end, String summary) {
    boolean runs = end == End.COMPLETED && kind.goal() != Goal.READY && !pursuit.isPartial();
    return new OperationResult(
        operation,
        kind,
        request.contextId(),
        vm,
        end,
        summary,
        runs ? pursuit.destination() : null,
        runs && kind.goal() != Goal.COMMITTED ? begun.destinationName() : null,
        pursuit.setbacks().failures(),
        pursuit.setbacks().reasons(),
        warnings,
        pursuit.checks(),
        null);
  }

  /** An operation that could not even begin. */
  static OperationResult refused(
      OperationId operation, OperationKind kind, ContextId context, Reason reason) {
    return new OperationResult(
        operation,
        kind,
        context,
        "",
        End.REFUSED,
        reason.found(),
        null,
        null,
        List.of(),
        List.of(reason),
        List.of(),
        List.of(),
        null);
  }

  /** What a dry run found; a refusal is a result as well. */
  static OperationResult ofDryRun(OperationId operation, OperationKind kind, Planned planned) {
    PlanOutcome outcome = planned.outcome();
    return new OperationResult(
        operation,
        kind,
        planned.observation().vm().id(),
        planned.observation().vm().vmName(),
        End.COMPLETED,
        summaryOfDryRun(outcome),
        null,
        null,
        List.of(),
        outcome instanceof PlanOutcome.Refusal refusal ? refusal.reasons() : List.of(),
        outcome instanceof PlanOutcome.Plan plan ? plan.warnings() : List.of(),
        List.of(),
        outcome);
  }

  static String summaryOfDryRun(PlanOutcome outcome) {
    if (outcome instanceof PlanOutcome.Plan plan) {
      int steps = plan.steps().size();
      return "dry run: " + steps + (steps == 1 ? " step" : " steps");
    }
    return outcome instanceof PlanOutcome.AwaitFirst
        ? "dry run: something is under way; its end decides what is to be done"
        : "dry run: refused";
  }
}
