package io.breakwater.e2e.trouble;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * A world that the tests of a JVM share until one of them fails. Whoever asks after that gets a new
 * one: what a failed test left would fail the others, and itself when it is run again.
 */
final class SharedWorld {
  private static final AtomicInteger FAILURES = new AtomicInteger();

  private final String name;
  private final Function<String, TroubleWorld> start;
  private TroubleWorld world;
  private int failuresBefore;

  SharedWorld(String name, Function<String, TroubleWorld> start) {
    this.name = name;
    this.start = start;
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, name + "-world-stop"));
  }

  synchronized TroubleWorld get() {
    int failures = FAILURES.get();
    if (world != null && failures > failuresBefore) {
      close();
    }
    if (world == null) {
      world = start.apply(failures == 0 ? name : name + "-" + (failures + 1));
      failuresBefore = failures;
    }
    return world;
  }

  private synchronized void close() {
    if (world != null) {
      world.close();
      world = null;
    }
  }

  /** Registered for all tests by {@code META-INF/services}. */
  public static final class Spoiled implements TestWatcher {
    @Override
    public void testFailed(ExtensionContext test, Throwable cause) {
      FAILURES.incrementAndGet();
    }
  }
}
