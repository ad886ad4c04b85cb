package io.breakwater.activities.replication;

import java.time.Duration;

/**
 * How long a final sync may take.
 *
 * @param poll between two looks at the job
 * @param noProgress without any change of the job's progress
 * @param total from the request on
 * @param grace after a request without an answer, until which the job may still appear
 */
public record SyncLimits(Duration poll, Duration noProgress, Duration total, Duration grace) {
  /** The old system looked every 2 s for 30 minutes. */
  public static SyncLimits defaults() {
    return new SyncLimits(
        Duration.ofSeconds(2),
        Duration.ofMinutes(5),
        Duration.ofMinutes(30),
        Duration.ofSeconds(60));
  }
}
