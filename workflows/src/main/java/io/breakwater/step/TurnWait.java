package io.breakwater.step;

import java.time.Duration;

/**
 * How long a step may wait for its turn on the appliance. The time limits that the Temporal server
 * watches over are longer by this much; the activity itself keeps to what is left without the wait.
 */
public final class TurnWait {
  /** In all its attempts together: with one job of two seconds after the other, 40,000 jobs. */
  public static final Duration LONGEST = Duration.ofHours(24);

  /** Within one attempt, which only those do that are next. */
  public static final Duration STAY = Duration.ofSeconds(30);

  private TurnWait() {}
}
