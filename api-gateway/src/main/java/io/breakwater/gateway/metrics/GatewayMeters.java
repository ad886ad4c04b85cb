package io.breakwater.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** The meters of the gateway; their names are part of what dashboards rely on. */
public final class GatewayMeters {
  private static final Duration[] LIMITS = {
    Duration.ofMillis(5),
    Duration.ofMillis(25),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(2),
    Duration.ofSeconds(10)
  };

  private GatewayMeters() {}

  /**
   * A request was answered.
   *
   * @param route as it was declared, such as {@code /api/v2/vms/{id}}; never with ids in it
   */
  public static void answered(String method, String route, int status, Duration took) {
    Timer.builder("breakwater.gateway.requests")
        .description("requests that were answered")
        .tags("method", method, "route", route, "status", String.valueOf(status))
        .serviceLevelObjectives(LIMITS)
        .register(Metrics.globalRegistry)
        .record(took);
  }

  /** Somebody came with no token, or with one that is not known. */
  public static void signInRefused() {
    Counter.builder("breakwater.gateway.signins.refused")
        .description("requests and sign-ins with no token or one that is not known")
        .register(Metrics.globalRegistry)
        .increment();
  }

  /** How many event streams are open, read when the meters are. */
  public static void streams(AtomicInteger open) {
    Gauge.builder("breakwater.gateway.streams", open, AtomicInteger::get)
        .description("event streams that are open")
        .register(Metrics.globalRegistry);
  }
}
