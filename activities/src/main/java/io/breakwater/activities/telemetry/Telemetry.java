package io.breakwater.activities.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.ToDoubleFunction;

/** The meters by which Breakwater is watched; their names are part of what dashboards rely on. */
public final class Telemetry {
  private static final Duration[] CALL_LIMITS = {
    Duration.ofMillis(10),
    Duration.ofMillis(50),
    Duration.ofMillis(200),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(30)
  };
  private static final Duration[] STEP_LIMITS = {
    Duration.ofMillis(100),
    Duration.ofSeconds(1),
    Duration.ofSeconds(3),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30),
    Duration.ofMinutes(2),
    Duration.ofMinutes(10),
    Duration.ofMinutes(30)
  };

  private Telemetry() {}

  /**
   * A call to an outside system was answered, or was not.
   *
   * @param system such as {@code cloudstack}
   * @param operation the command or the path, without ids
   * @param result {@code ok}, or in one word what else
   */
  public static void called(String system, String operation, String result, Duration took) {
    Timer.builder("breakwater.calls")
        .description("calls to outside systems")
        .tags("system", system, "operation", operation, "result", result)
        .serviceLevelObjectives(CALL_LIMITS)
        .register(Metrics.globalRegistry)
        .record(took);
    CallSpan.add(system, operation, result, took);
  }

  /**
   * An attempt of a step ended.
   *
   * @param step the activity type, such as {@code TakeSnapshot}
   * @param result {@code ok}, or the failure's stable type
   */
  public static void stepAttempted(String step, String result, Duration took) {
    Timer.builder("breakwater.step.attempts")
        .description("attempts of steps")
        .tags("step", step, "result", result)
        .serviceLevelObjectives(STEP_LIMITS)
        .register(Metrics.globalRegistry)
        .record(took);
  }

  /** An operation ended; a worker that dies in that very moment may leave it uncounted. */
  public static void operationEnded(String kind, String end) {
    Counter.builder("breakwater.operations.ended")
        .description("operations that ended")
        .tags("kind", kind, "end", end)
        .register(Metrics.globalRegistry)
        .increment();
  }

  /** What a watcher of pending jobs knows about itself, read when the meters are. */
  public static <T> void watcher(
      String endpoint, T watcher, ToDoubleFunction<T> jobs, ToDoubleFunction<T> lagSeconds) {
    Gauge.builder("breakwater.watched.jobs", watcher, jobs)
        .description("jobs that somebody waits for")
        .tag("endpoint", endpoint)
        .register(Metrics.globalRegistry);
    Gauge.builder("breakwater.watch.lag", watcher, lagSeconds)
        .description("time since the endpoint last told about its jobs, while somebody waits")
        .baseUnit("seconds")
        .tag("endpoint", endpoint)
        .register(Metrics.globalRegistry);
  }
}
