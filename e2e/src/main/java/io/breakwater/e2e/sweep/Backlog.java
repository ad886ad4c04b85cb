package io.breakwater.e2e.sweep;

import io.breakwater.e2e.sweep.FaultType.Blow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

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

  /**
   * What is to be run next: a run with the blow that a VM is there for, or a run that brings a VM
   * to where others begin; empty when nothing can be run before another run ended.
   */
  Optional<Assignment> next(Blow blow, Fleet fleet) {
    List<List<FaultPoint>> runs = left.getOrDefault(blow, new ArrayList<>());
    Optional<List<FaultPoint>> startable =
        runs.stream()
            .filter(run -> fleet.has(from(run)))
            .max(Comparator.comparing(run -> from(run) != Place.READY));
    if (startable.isPresent()) {
      List<FaultPoint> points = startable.get();
      runs.remove(points);
      return Optional.of(fleet.send(points.get(0).flow(), points));
    }
    return Stream.of(Place.TEST, Place.LIVE, Place.MIXED)
        .filter(place -> count(runs, place) > fleet.coming(place))
        .findFirst()
        .map(fleet::bring);
  }

  private static Place from(List<FaultPoint> run) {
    return run.get(0).flow().from();
  }

  private static long count(List<List<FaultPoint>> runs, Place from) {
    return runs.stream().filter(run -> from(run) == from).count();
  }

  /** The run did not come by its point: once more, then not again here. */
  void missed(FaultPoint point) {
    if (triedAgain.add(point)) {
      add(List.of(point));
    } else {
      unreached.add(point);
    }
  }

  /** What two runs did not come by and is still wanted, each in a run of its own. */
  Backlog unreached(Predicate<FaultPoint> wanted, Random random) {
    return new Backlog(unreached.stream().filter(wanted).map(List::of).toList(), random);
  }

  /** How many are left. */
  int size() {
    return left.values().stream().mapToInt(List::size).sum();
  }
}
