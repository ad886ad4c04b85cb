package io.breakwater.e2e.trouble;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Does something with many at a time, so that one waits while another works. */
final class SideBySide {
  private SideBySide() {}

  /** Returns when it was done with each; the first exception is thrown then. */
  static <T> void each(List<T> all, int atATime, Consumer<T> deed) {
    ExecutorService threads = Executors.newFixedThreadPool(atATime);
    try {
      CompletableFuture.allOf(
              all.stream()
                  .map(one -> CompletableFuture.runAsync(() -> deed.accept(one), threads))
                  .toArray(CompletableFuture[]::new))
          .join();
    } finally {
      threads.shutdown();
    }
  }
}
