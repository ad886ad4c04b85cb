package io.breakwater.simulator.time;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long each {@link Work} takes in this simulator: as recorded, unless a test says otherwise.
 */
public final class Durations {

  private final Map<Work, Duration> overrides = new ConcurrentHashMap<>();

  /** The simulated time the work takes. */
  public Duration of(Work work) {
    return overrides.getOrDefault(work, work.recorded());
  }

  /** Makes the work take this long from now on. */
  public void set(Work work, Duration duration) {
    overrides.put(work, duration);
  }

  /**
   * Makes every kind of work that belongs to the API command take this long from now on.
   *
   * @throws IllegalArgumentException when no work belongs to the command
   */
  public void setCommand(String command, Duration duration) {
    boolean found = false;
    for (Work work : Work.values()) {
      if (work.command().equals(command)) {
        set(work, duration);
        found = true;
      }
    }
    if (!found) {
      throw new IllegalArgumentException("no timed work belongs to the command " + command);
    }
  }

  /** Back to what was recorded. */
  public void reset() {
    overrides.clear();
  }
}
