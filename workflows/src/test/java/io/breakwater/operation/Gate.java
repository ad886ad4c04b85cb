package io.breakwater.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.activity.Activity;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds an activity until the test lets it go on. */
final class Gate {
  private static final long PATIENCE_SECONDS = 20;

  private final boolean heartbeats;
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch opened = new CountDownLatch(1);

  /**
   * @param heartbeats whether the held activity hears of a cancel, and then ends as cancelled
   */
  Gate(boolean heartbeats) {
    this.heartbeats = heartbeats;
  }

  void awaitReached() {
    assertThat(await(reached, PATIENCE_SECONDS * 1000)).as("the activity started").isTrue();
  }

  void open() {
    opened.countDown();
  }

  /** Called by the activity. */
  void pass() {
    reached.countDown();
    for (long i = 0; i < PATIENCE_SECONDS * 50; i++) {
      if (await(opened, 20)) {
        return;
      }
      if (heartbeats) {
        Activity.getExecutionContext().heartbeat(null);
      }
    }
  }

  private static boolean await(CountDownLatch latch, long millis) {
    try {
      return latch.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting at a gate", e);
    }
  }
}
