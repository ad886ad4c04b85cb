package io.breakwater.operation;

import io.breakwater.operation.Decision.Choice;

/** What the operator jane decides. */
final class Decisions {
  static final Decision RETRY = of(Choice.RETRY);
  static final Decision ROLL_BACK = of(Choice.ROLL_BACK);
  static final Decision GIVE_UP = of(Choice.GIVE_UP);
  static final Decision DISCARD =
      new Decision(Choice.ROLL_BACK, null, "jane", "the source is fine", true);

  private Decisions() {}

  static Decision skip(String step) {
    return new Decision(Choice.SKIP, step, "jane", "the guest has no agent", false);
  }

  private static Decision of(Choice choice) {
    return new Decision(choice, null, "jane", "the storage is back", false);
  }
}
