package io.breakwater.operation;

import io.breakwater.plan.StepIds;
import java.util.List;

/**
 * What the audit log says of consents and decisions. Steps look for these words right before they
 * do what needs a consent, so a reworded one is a consent taken away.
 */
public final class AuditWords {
  static final String CONFIRM_DISCARD = "confirmDiscard";
  static final String SKIP_FINAL_SYNC = "skipFinalSync";
  static final String END_OLD_WORK = "endOldWork";

  private AuditWords() {}

  /** A request declares or agrees to this, such as {@code confirmDiscard}. */
  public static String consented(String consent) {
    return "CONSENTED " + consent;
  }

  static String decided(Decision decision) {
    return "DECIDED "
        + decision.decision()
        + (decision.step() == null ? "" : " " + decision.step())
        + (decision.confirmDiscard() ? " (what was written may be discarded)" : "");
  }

  /** Any of these, of the same operation, allows to revert what a live destination wrote to. */
  public static List<String> discardAgreed() {
    return List.of(
        consented(CONFIRM_DISCARD),
        decided(new Decision(Decision.Choice.ROLL_BACK, null, null, null, true)));
  }

  /** This, of the same operation, allows to end what the old system left at work. */
  public static String endOldWork() {
    return consented(END_OLD_WORK);
  }

  /** Any of these, of the same operation, allows a live start without a final sync. */
  public static List<String> syncLeftOut() {
    return List.of(
        consented(SKIP_FINAL_SYNC),
        decided(new Decision(Decision.Choice.SKIP, StepIds.SYNC_SOURCE, null, null, false)));
  }
}
