package io.breakwater.activities.await;

import java.time.Duration;

/**
 * The attempt has nothing to do yet: it gives its slot back, and another attempt is made later.
 * Nothing is wrong, and nothing of it is lost.
 */
public final class StepWaits extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Duration comeBackIn;

  public StepWaits(String what, Duration comeBackIn) {
    super(what);
    this.comeBackIn = comeBackIn;
  }

  public Duration comeBackIn() {
    return comeBackIn;
  }
}
