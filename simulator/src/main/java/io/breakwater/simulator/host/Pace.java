package io.breakwater.simulator.host;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/** How fast simulated time runs: 1.0 waits as long as the real system, 0.02 fifty times shorter. */
public final class Pace {

  private final DoubleSupplier scale;

  private Pace(DoubleSupplier scale) {
    this.scale = scale;
  }

  /** A fixed scale. */
  public static Pace of(double scale) {
    return new Pace(() -> scale);
  }

  /** A scale that may change while the simulation runs. */
  public static Pace following(DoubleSupplier scale) {
    return new Pace(scale);
  }

  /** How long {@code real} lasts at this pace. */
  public Duration scaled(Duration real) {
    return Duration.ofNanos((long) (real.toNanos() * scale.getAsDouble()));
  }

  /** Waits for as long as {@code real} lasts at this pace. */
  public void sleep(Duration real) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(scaled(real).toNanos());
  }
}
