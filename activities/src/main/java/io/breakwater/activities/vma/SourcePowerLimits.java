package io.breakwater.activities.vma;

import java.time.Duration;

/**
 * How long the steps around a source's power wait.
 *
 * @param poll between two looks at the power state
 * @param graceful for the guest to shut down; then the power is cut
 * @param forced for the VM to be off after that
 * @param on for the VM to be on
 */
public record SourcePowerLimits(Duration poll, Duration graceful, Duration forced, Duration on) {
  /** The old system waited 120 s for the guest; it looked every 5 s, and a look takes 0.2 s. */
  public static SourcePowerLimits defaults() {
    return new SourcePowerLimits(
        Duration.ofSeconds(2),
        Duration.ofSeconds(120),
        Duration.ofSeconds(60),
        Duration.ofSeconds(120));
  }
}
