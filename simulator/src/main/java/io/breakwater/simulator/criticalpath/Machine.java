package io.breakwater.simulator.criticalpath;

import java.time.Duration;
import java.util.List;

/** One VM and its queue: CloudStack runs its jobs one after another. */
final class Machine {

  private final List<Leg> legs;
  private Duration free = Duration.ZERO;

  Machine(List<Leg> legs) {
    this.legs = legs;
  }

  /** Runs a job that may not begin before {@code ready}; tells when it ends. */
  Duration run(String name, Duration ready, Duration takes) {
    Duration from = later(ready, free);
    free = from.plus(takes);
    legs.add(new Leg(name, from, free));
    return free;
  }

  static Duration later(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
