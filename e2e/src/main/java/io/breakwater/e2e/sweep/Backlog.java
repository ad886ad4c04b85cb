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
  private final Map<Blow, List<FaultPoint>> left = new EnumMap<>(Blow.class);
  private final Set<FaultPoint> triedAgain = new HashSet<>();
  private final List<FaultPoint> unreached = new ArrayList<>();

  Backlog(Collection<FaultPoint> points, Random random) {
    List<FaultPoint> shuffled = new ArrayList<>(points);
    Collections.shuffle(shuffled, random);
    shuffled.forEach(this::add);
  }

  private void add(FaultPoint point) {
    left.computeIfAbsent(point.fault().blow(), b -> new ArrayList<>()).add(point);
  }

  /** The blow with most points left; empty when none is. */
  Optional<Blow> biggest() {
    return left.entrySet().stream()
        .filter(e -> !e.getValue().isEmpty())
        .max(Comparator.comparingInt(e -> e.getValue().size()))
        .map(Map.Entry::getKey);
  }

  /** Gives the next points of the blow to VMs that are where they begin, at most so many. */
  List<Assignment> assign(Blow blow, int most, Fleet fleet) {
    List<Assignment> work = new ArrayList<>();
    Iterator<FaultPoint> each = left.get(blow).iterator();
    while (each.hasNext() && work.size() < most) {
      FaultPoint point = each.next();
      Optional<ProtectedContext> vm = fleet.take(point.flow().from());
      if (vm.isPresent()) {
        work.add(new Assignment(point.flow(), vm.get(), List.of(point)));
        each.remove();
      }
    }
    return work;
  }

  /** How many points of the blow begin there. */
  int count(Blow blow, Place from) {
    return (int) left.get(blow).stream().filter(p -> p.flow().from() == from).count();
  }

  /** The run did not come by its point: once more, then never again. */
  void missed(FaultPoint point) {
    if (triedAgain.add(point)) {
      add(point);
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
