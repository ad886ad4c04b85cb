package io.breakwater.step;

/**
 * How a step ended well.
 *
 * @param detail for people: what was found or done, with ids
 */
public record StepResult(Effect effect, String detail) {
  /** What it took. */
  public enum Effect {
    /** Submitted and read back. */
    DONE,
    /** It was so already; nothing was submitted. */
    ALREADY,
    /** A pending job of an earlier attempt was awaited instead of submitting again. */
    ADOPTED
  }

  public static StepResult done(String detail) {
    return new StepResult(Effect.DONE, detail);
  }

  public static StepResult already(String detail) {
    return new StepResult(Effect.ALREADY, detail);
  }

  public static StepResult adopted(String detail) {
    return new StepResult(Effect.ADOPTED, detail);
  }
}
