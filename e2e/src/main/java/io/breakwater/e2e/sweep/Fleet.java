package io.breakwater.e2e.sweep;

import io.breakwater.e2e.sweep.FaultType.Blow;
import io.breakwater.simulator.site.ProtectedContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The VMs that nothing is under way on, by where they are. */
final class Fleet {
  private final SweepWorld world;
  private final Wave wave;
  private final FaultPoint terminated;
  private final Map<Place, Deque<ProtectedContext>> idle = new EnumMap<>(Place.class);

  /**
   * @param terminated where a test failover is terminated to make a mess
   */
  Fleet(SweepWorld world, Wave wave, FaultPoint terminated) {
    this.world = world;
    this.wave = wave;
    this.terminated = terminated;
    for (Place place : Place.values()) {
      idle.put(place, new ArrayDeque<>());
    }
  }

  /** A VM that is there; one that is to be ready is made when there is none. */
  Optional<ProtectedContext> take(Place place) {
    ProtectedContext vm = idle.get(place).poll();
    return Optional.ofNullable(vm == null && place == Place.READY ? world.protect() : vm);
  }

  void put(Place place, ProtectedContext vm) {
    idle.get(place).add(vm);
  }

  /** Brings so many more VMs there, undisturbed. */
  List<Verdict> bring(Place place, int count) {
    Flow flow = place == Place.LIVE ? Flow.LIVE_FAILOVER : Flow.TEST_FAILOVER;
    List<FaultPoint> mess = place == Place.MIXED ? List.of(terminated) : List.of();
    List<Assignment> work = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      work.add(new Assignment(flow, take(Place.READY).orElseThrow(), mess));
    }
    if (place == Place.MIXED) {
      wave.record(work);
      work.forEach(each -> put(Place.MIXED, each.vm()));
      return List.of();
    }
    List<Verdict> verdicts = wave.run(Blow.NONE, work);
    for (int i = 0; i < count; i++) {
      if (verdicts.get(i).ok()) {
        put(place, work.get(i).vm());
      }
    }
    return verdicts;
  }
}
