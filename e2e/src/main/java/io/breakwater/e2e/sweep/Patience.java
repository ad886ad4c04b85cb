package io.breakwater.e2e.sweep;

import java.time.Duration;

/** Waits for as long as something still moves. */
final class Patience {
  private final Duration limit;
  private long last = -1;
  private long since = System.nanoTime();

  Patience(Duration limit) {
    this.limit = limit;
  }

  /** Whether the figure has stayed the same for the limit. */
  boolean isOver(long figure) {
    if (figure != last) {
      last = figure;
      since = System.nanoTime();
    }
    return System.nanoTime() - since > limit.toNanos();
  }
}
