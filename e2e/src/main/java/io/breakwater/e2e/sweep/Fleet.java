package io.breakwater.e2e.sweep;

import io.breakwater.simulator.site.ProtectedContext;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The VMs: those that nothing is under way on, by where they are, and where the others go. */
final class Fleet {
  private final Supplier<ProtectedContext> fresh;
  private final FaultPoint terminated;
  private final Map<Place, Deque<ProtectedContext>> idle = new EnumMap<>(Place.class);
  private final Map<Place, Integer> coming = new EnumMap<>(Place.class);

  /**
   * @param fresh makes a VM that is ready for failover
   * @param terminated where a test failover is terminated to make a mess
   */
  Fleet(Supplier<ProtectedContext> fresh, FaultPoint terminated) {
    this.fresh = fresh;
    this.terminated = terminated;
    for (Place place : Place.values()) {
      idle.put(place, new ArrayDeque<>());
      coming.put(place, 0);
    }
  }

  /** Whether a VM is there; one that is to be ready can always be made. */
  boolean has(Place place) {
    return place == Place.READY || !idle.get(place).isEmpty();
  }

  /** How many VMs are on their way there. */
  int coming(Place place) {
    return coming.get(place);
  }

  /** Sends a VM that is where the flow begins through it. */
  Assignment send(Flow flow, List<FaultPoint> points) {
    ProtectedContext vm = idle.get(flow.from()).poll();
    Assignment work = new Assignment(flow, vm == null ? fresh.get() : vm, points);
    coming.merge(work.to(), 1, Integer::sum);
    return work;
  }

  /** Sends a VM there, undisturbed. */
  Assignment bring(Place place) {
    Flow flow = place == Place.LIVE ? Flow.LIVE_FAILOVER : Flow.TEST_FAILOVER;
    return send(flow, place == Place.MIXED ? List.of(terminated) : List.of());
  }

  /**
   * It has arrived, wherever that is; a VM that nobody can tell about is left alone from now on.
   */
  void ended(Assignment work, Verdict verdict) {
    coming.merge(work.to(), -1, Integer::sum);
    if (work.to() == Place.MIXED) {
      // A workflow that ended before it could be terminated left the VM at a place of its own.
      idle.get(verdict.place().orElse(Place.MIXED)).add(work.vm());
    } else if (verdict.ok() && work.flow() != Flow.COMMIT) {
      // The oracle takes a VM as committed from the start of its commit on.
      verdict.place().ifPresent(place -> idle.get(place).add(work.vm()));
    }
  }
}
