package io.breakwater.e2e.sweep;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What came out of the runs so far. */
final class Tally {
  private final Set<FaultPoint> points;
  private final List<Verdict> verdicts = new ArrayList<>();
  private final Set<FaultPoint> covered = new HashSet<>();
  private final List<String> orphans = new ArrayList<>();
  private final List<String> stray = new ArrayList<>();

  /**
   * @param points all that there are to cover
   */
  Tally(List<FaultPoint> points) {
    this.points = new LinkedHashSet<>(points);
  }

  void add(Verdict verdict) {
    verdicts.add(verdict);
    verdict.played().stream().filter(points::contains).forEach(covered::add);
  }

  /** Violations that are about no run. */
  void strayViolations(List<String> found) {
    stray.addAll(found);
  }

  List<String> strayViolations() {
    return List.copyOf(stray);
  }

  List<FaultPoint> points() {
    return List.copyOf(points);
  }

  int total() {
    return points.size();
  }

  int covered() {
    return covered.size();
  }

  /** Whether the point is to be covered and was not yet. */
  boolean lacks(FaultPoint point) {
    return points.contains(point) && !covered.contains(point);
  }

  /** Whether neither the point nor an equal call with its fault was covered yet. */
  boolean lacksAllLike(FaultPoint point) {
    return covered.stream().noneMatch(point::isLike);
  }

  /** What no run came by. */
  List<FaultPoint> unreached() {
    return points.stream().filter(point -> !covered.contains(point)).toList();
  }

  void orphans(List<String> found) {
    found.stream().filter(o -> !orphans.contains(o)).forEach(orphans::add);
  }

  List<String> orphans() {
    return List.copyOf(orphans);
  }

  List<Verdict> verdicts() {
    return List.copyOf(verdicts);
  }

  List<Verdict> failures() {
    return verdicts.stream().filter(v -> !v.ok()).toList();
  }

  long violations() {
    return stray.size() + verdicts.stream().mapToLong(v -> v.violations().size()).sum();
  }

  long stuck() {
    return verdicts.stream().filter(v -> v.ended().stuck()).count();
  }

  long needsOperator() {
    return verdicts.stream().filter(v -> v.needsOperator() != null).count();
  }

  boolean ok() {
    return failures().isEmpty() && orphans.isEmpty() && stray.isEmpty();
  }

  /** One line for people and scripts. */
  String line() {
    long unlisted =
        verdicts.stream()
            .filter(v -> v.needsOperator() != null && v.needsOperator().allowedBecause() == null)
            .count();
    return "runs=%d faultPoints=%d/%d violations=%d stuck=%d needsOperator=%d unlisted=%d wrong=%d"
            .formatted(
                verdicts.size(),
                covered.size(),
                points.size(),
                violations(),
                stuck(),
                needsOperator(),
                unlisted,
                failures().size())
        + (orphans.isEmpty() ? "" : " orphans=" + orphans.size());
  }
}
