package io.breakwater.activities.await;

import java.time.Duration;
import java.time.Instant;

/**
 * How long all attempts at an activity together may take, and took.
 *
 * @param limit schedule-to-close; zero when there is none
 * @param earlier what the attempts before this one took, by the Temporal server's clock
 * @param began when this attempt began, by the worker's clock
 */
public record Schedule(Duration limit, Duration earlier, Instant began) {
  /** What all attempts took until now. */
  public Duration spent(Instant now) {
    return earlier.plus(Duration.between(began, now));
  }
}
