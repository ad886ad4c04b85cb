package io.breakwater.e2e.sweep;

import io.breakwater.e2e.sweep.FaultType.Blow;
import io.breakwater.simulator.site.ProtectedContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** The fault points that were not reached yet, in an order that the seed decides. */
final class Backlog {
  private final Map<Blow, List<List<FaultPoint>>> left = new EnumMap<>(Blow.class);
  private final Set<FaultPoint> triedAgain = new HashSet<>();
  private final List<FaultPoint> unreached = new ArrayList<>();

  /**
   * @param runs the faults of each run, of one flow and with at most one kind of blow
   */
  Backlog(Collection<List<FaultPoint>> runs, Random random) {
    List<List<FaultPoint>> shuffled = new ArrayList<>(runs);
    Collections.shuffle(shuffled, random);
    shuffled.forEach(this::add);
  }

  private void add(List<FaultPoint> run) {
    Blow blow =
        run.stream()
            .map(point -> point.fault().blow())
            .max(Comparator.comparing(b -> !b.isNone()))
            .orElseThrow();
    left.computeIfAbsent(blow, b -> new ArrayList<>()).add(run);
  }

  /** The blow with most runs left; empty when none is. */
  Optional<Blow> biggest() {
    return left.entrySet().stream()
        .filter(e -> !e.getValue().isEmpty())
        .max(Comparator.comparingInt(e -> e.getValue().size()))
        .map(Map.Entry::getKey);
  }

  /** Gives the next runs with the blow to VMs that are where they begin, at most so many. */
  List<Assignment> assign(Blow blow, int most, Fleet fleet) {
    List<Assignment> work = new ArrayList<>();
    Iterator<List<FaultPoint>> each = left.get(blow).iterator();
    while (each.hasNext() && work.size() < most) {
      List<FaultPoint> points = each.next();
      Flow flow = points.get(0).flow();
      Optional<ProtectedContext> vm = fleet.take(flow.from());
      if (vm.isPresent()) {
        work.add(new Assignment(flow, vm.get(), points));
        each.remove();
      }
    }
    return work;
  }

  /** How many runs with the blow begin there. */
  int count(Blow blow, Place from) {
    return (int) left.get(blow).stream().filter(run -> run.get(0).flow().from() == from).count();
  }

  /** The run did not come by its point: once more, then never again. */
  void missed(FaultPoint point) {
    if (triedAgain.add(point)) {
      add(List.of(point));
    } else {
      unreached.add(point);
    }
  }

  /** What two runs did not come by. */
  List<FaultPoint> unreached() {
    return List.copyOf(unreached);
  }

  /** How many are left. */
  int size() {
    return left.values().stream().mapToInt(List::size).sum();
  }
}
