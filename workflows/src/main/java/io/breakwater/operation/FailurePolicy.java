package io.breakwater.operation;

/** What an operation does when a step is out of budget. */
public enum FailurePolicy {
  /** Observe again and bring the VM back to READY; where that needs a consent, hold. */
  ROLL_BACK,
  /** Leave everything as it is and wait for {@code decide}. */
  HOLD
}
