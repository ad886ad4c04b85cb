package io.breakwater.activities.await;

import java.time.Duration;

/** A wait took longer than it may. Ends our wait, not what was waited for. */
public final class OutOfBudget extends RuntimeException {
  private static final long serialVersionUID = 1;

  public OutOfBudget(String what, Duration limit) {
    super(
        "waited "
            + limit.toSeconds()
            + " s for "
            + what
            + ", which is not over yet. It goes on by itself; observe again.");
  }
}
