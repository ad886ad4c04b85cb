package io.breakwater.e2e.sweep;

import java.util.concurrent.CountDownLatch;

/** Where the calls of a wave wait for the blow that hits them all. */
final class Barrier {
  private final CountDownLatch over = new CountDownLatch(1);

  /** Waits for the blow. */
  void await() {
    try {
      over.await();
    } catch (InterruptedException e) {
      // The service that keeps the call is being stopped: that is the blow.
      Thread.currentThread().interrupt();
    }
  }

  /** The blow is over. */
  void lift() {
    over.countDown();
  }
}
