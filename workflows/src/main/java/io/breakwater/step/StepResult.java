package io.breakwater.step;

import io.breakwater.vm.MachineId;
import java.util.List;

/**
 * How a step ended well.
 *
 * @param detail for people: what was found or done, with ids
 * @param checks what the step found out about a running destination; empty for most steps
 * @param machine the destination that the step made; null for every other step
 * @param warning what an operator should know although the step ended well; empty for most
 */
public record StepResult(
    Effect effect, String detail, List<CheckOutcome> checks, MachineId machine, String warning) {
  public StepResult {
    checks = checks == null ? List.of() : List.copyOf(checks);
    warning = warning == null ? "" : warning;
  }

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
    return new StepResult(Effect.DONE, detail, List.of(), null, "");
  }

  public static StepResult already(String detail) {
    return new StepResult(Effect.ALREADY, detail, List.of(), null, "");
  }

  public static StepResult adopted(String detail) {
    return new StepResult(Effect.ADOPTED, detail, List.of(), null, "");
  }

  /** A check that was carried out, whatever it found. */
  public static StepResult checked(List<CheckOutcome> checks, String detail) {
    return new StepResult(Effect.DONE, detail, checks, null, "");
  }

  /** A destination that was made, or found made. */
  public static StepResult made(Effect effect, MachineId machine, String detail) {
    return new StepResult(effect, detail, List.of(), machine, "");
  }

  /** The same, with what an operator should know. */
  public StepResult warning(String what) {
    return new StepResult(effect, detail, checks, machine, what);
  }
}
