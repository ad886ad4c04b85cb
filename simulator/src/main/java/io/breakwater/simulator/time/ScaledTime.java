package io.breakwater.simulator.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wall time with a factor that may be changed while it runs. Tasks under way keep their due time.
 */
public final class ScaledTime implements SimulatedTime, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ScaledTime.class);

  private final Clock clock;
  private final ScheduledThreadPoolExecutor executor;
  private volatile double scale;

  public ScaledTime(double scale) {
    this(Clock.systemUTC(), scale);
  }

  public ScaledTime(Clock clock, double scale) {
    this.clock = clock;
    this.executor =
        new ScheduledThreadPoolExecutor(
            2,
            task -> {
              Thread thread = new Thread(task, "simulated-time");
              thread.setDaemon(true);
              return thread;
            });
    executor.setRemoveOnCancelPolicy(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    setScale(scale);
  }

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public void after(Duration simulated, Runnable task) {
    if (executor.isShutdown()) {
      return;
    }
    long micros = (long) (simulated.toNanos() / 1000.0 * scale);
    var unused = executor.schedule(() -> run(task), micros, TimeUnit.MICROSECONDS);
  }

  @Override
  public void pause(Duration simulated) {
    long micros = (long) (simulated.toNanos() / 1000.0 * scale);
    try {
      TimeUnit.MICROSECONDS.sleep(micros);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public double scale() {
    return scale;
  }

  /** Changes the factor for everything that starts from now on. */
  public void setScale(double newScale) {
    if (!(newScale > 0)) {
      throw new IllegalArgumentException("time scale must be above 0, was " + newScale);
    }
    scale = newScale;
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      log.error("A simulated task failed; the simulated state may be incomplete", e);
    }
  }
}
