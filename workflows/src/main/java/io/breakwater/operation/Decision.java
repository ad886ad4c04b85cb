package io.breakwater.operation;

/**
 * What a person decides about an operation that holds; JSON for {@code temporal workflow update
 * execute --name decide}.
 *
 * @param decision what to do
 * @param step the id of the step to leave out; only with {@code SKIP}
 * @param by who decides; needed
 * @param reason why; needed
 * @param confirmDiscard with {@code ROLL_BACK}: what was written to a live destination is discarded
 */
public record Decision(
    Choice decision, String step, String by, String reason, boolean confirmDiscard) {
  /** The ways on. */
  public enum Choice {
    /** Observe, plan and go for the goal again. */
    RETRY,
    /** The same without one step. */
    SKIP,
    /** Bring the VM back to READY. */
    ROLL_BACK,
    /** End here; the VM keeps the status {@code cleanup_required}. */
    GIVE_UP
  }
}
