package io.breakwater.operation;

import io.breakwater.operation.Decision.Choice;
import io.breakwater.operation.Pursuit.Outcome;
import io.breakwater.plan.Goal;
import io.breakwater.step.OperationActivities.AuditEntry;
import io.breakwater.step.OperationActivities.Begun;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.List;

/**
 * Where an operation that holds waits for a person. Decisions are checked before they are accepted,
 * and who decided what and why goes to the audit log.
 */
final class OperatorDesk {
  private final OperationKind kind;
  private final ProgressBoard board;
  private Pursuit held;
  private Decision taken;
  private String question = "";

  OperatorDesk(OperationKind kind, ProgressBoard board) {
    this.kind = kind;
    this.board = board;
  }

  /** Waits until a person decides. A cancel ends the wait only while rolling back is allowed. */
  Decision await(Pursuit pursuit, Outcome outcome, Begun begun, boolean cancelRollsBack) {
    held = pursuit;
    question = "Waiting for a decision: " + whatHappened(pursuit.setbacks(), outcome);
    board.enter(Progress.State.AWAITING_OPERATOR, kind.goal());
    String noRetry = pursuit.setbacks().whyNoRetry();
    board.ask(question, noRetry.isEmpty() ? pursuit.skippable() : List.of(), noRetry);
    CancellationScope operation = CancellationScope.current();
    Workflow.newDetachedCancellationScope(
            () -> waitFor(begun, () -> cancelRollsBack && operation.isCancelRequested()))
        .run();
    Decision decision = taken;
    held = null;
    taken = null;
    board.answered();
    board.enter(Progress.State.RUNNING, kind.goal());
    return decision;
  }

  private String whatHappened(Setbacks setbacks, Outcome outcome) {
    return switch (outcome) {
      case CANCELLED ->
          "it was cancelled after "
              + (kind == OperationKind.COMMIT
                  ? "the commit had begun"
                  : "the start of the live destination had been submitted");
      case REFUSED, UNREACHABLE -> "it cannot go on: " + setbacks.whyRefused();
      default -> setbacks.whatFailed(kind);
    };
  }

  private void waitFor(Begun begun, Condition cancelled) {
    audit(begun, "HOLDS", null, question);
    while (!Workflow.await(begun.remindAfter(), () -> taken != null || cancelled.holds())) {
      audit(begun, "STILL HOLDS", null, question);
    }
    if (taken == null) {
      taken = new Decision(Choice.ROLL_BACK, null, "cancel", "the operation was cancelled", false);
    }
    audit(begun, AuditWords.decided(taken), taken.by(), taken.reason());
  }

  private static void audit(Begun begun, String what, String by, String why) {
    Instant now = Instant.ofEpochMilli(Workflow.currentTimeMillis());
    ActivityStubs.audit(begun).recordAudit(begun.operation(), new AuditEntry(now, what, by, why));
  }

  Decided decide(Decision decision) {
    if (held == null || taken != null) {
      // The validator saw it open; whoever came first counts, and nobody is told otherwise.
      throw ApplicationFailure.newNonRetryableFailure(notWaiting(), Failures.REFUSED);
    }
    taken = decision;
    return new Decided(
        decision.decision(),
        switch (decision.decision()) {
          case RETRY -> "it looks at the VM again and goes on from where it is";
          case SKIP -> "it looks at the VM again and goes on without " + decision.step();
          case ROLL_BACK -> "it brings the VM back to ready";
          case GIVE_UP -> "it ends; the VM stays as it is and needs a cleanup";
        });
  }

  /** See {@link Operated#checkDecision}. */
  void check(Decision decision) {
    require(decision != null && decision.decision() != null, "give one of " + choices());
    require(isGiven(decision.by()), "say who decides, in \"by\"");
    require(isGiven(decision.reason()), "say why, in \"reason\": it is kept in the audit log");
    require(held != null && taken == null, notWaiting());
    switch (decision.decision()) {
      case GIVE_UP -> {}
      case RETRY -> checkRetry();
      case SKIP -> {
        checkRetry();
        checkSkip(decision);
      }
      case ROLL_BACK -> checkRollBack(decision);
    }
  }

  private String notWaiting() {
    return taken == null
        ? "the operation does not wait for a decision: it is " + board.progress().state()
        : "a decision was just taken: " + taken.decision() + " by " + taken.by();
  }

  private void checkRetry() {
    String noRetry = held.setbacks().whyNoRetry();
    require(noRetry.isEmpty(), noRetry);
  }

  private void checkSkip(Decision decision) {
    List<String> open = held.skippable();
    require(
        decision.step() != null && open.contains(decision.step()),
        (decision.step() == null
                ? "name the step to leave out, in \"step\"; "
                : "step " + decision.step() + " cannot be left out; ")
            + (open.isEmpty() ? "no step that is open can" : "these can: " + open));
  }

  private void checkRollBack(Decision decision) {
    require(kind != OperationKind.COMMIT, "a commit cannot be rolled back: RETRY it or GIVE_UP");
    require(kind.goal() != Goal.READY, "this operation is the way back: RETRY it or GIVE_UP");
    require(
        decision.confirmDiscard() || !held.isLiveStarted(),
        "the live destination was started: rolling back discards what was written to it, which"
            + " needs \"confirmDiscard\": true");
  }

  private static boolean isGiven(String text) {
    return text != null && !text.isBlank();
  }

  private static List<Choice> choices() {
    return List.of(Choice.values());
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  private interface Condition {
    boolean holds();
  }
}
