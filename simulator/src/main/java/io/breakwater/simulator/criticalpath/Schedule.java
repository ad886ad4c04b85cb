package io.breakwater.simulator.criticalpath;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** A fastest order: when what runs. */
public record Schedule(List<Leg> legs) {

  public Schedule {
    legs = legs.stream().sorted(Comparator.comparing(Leg::from).thenComparing(Leg::to)).toList();
  }

  /** When the last piece of work is done: no plan can be faster. */
  public Duration total() {
    return legs.stream().map(Leg::to).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
  }
}
