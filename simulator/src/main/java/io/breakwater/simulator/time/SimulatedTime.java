package io.breakwater.simulator.time;

import java.time.Duration;
import java.time.Instant;

/**
 * Time as the simulated services see it. Durations are given in simulated time (what CloudStack
 * would take); an implementation decides how long that is on the wall.
 */
public interface SimulatedTime {

  /** The present instant, as the services write it into their answers. */
  Instant now();

  /** Runs the task once, after the simulated duration, on a thread of this clock. */
  void after(Duration simulated, Runnable task);

  /** Holds the calling thread for the simulated duration. */
  void pause(Duration simulated);

  /**
   * How many wall seconds one simulated second takes: 1.0 is real time, 0.02 is fifty times faster.
   */
  double scale();
}
