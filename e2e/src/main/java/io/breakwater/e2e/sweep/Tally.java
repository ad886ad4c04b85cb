package io.breakwater.e2e.sweep;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What came out of the runs so far. */
final class Tally {
  private final List<FaultPoint> points;
  private final List<Verdict> verdicts = new ArrayList<>();
  private final Set<FaultPoint> covered = new HashSet<>();
  private final List<String> orphans = new ArrayList<>();
  private List<FaultPoint> unreached = List.of();

  /**
   * @param points all that there are to cover
   */
  Tally(List<FaultPoint> points) {
    this.points = List.copyOf(points);
  }

  void add(List<Verdict> more) {
    for (Verdict verdict : more) {
      verdicts.add(verdict);
      covered.addAll(verdict.played());
    }
  }

  List<FaultPoint> points() {
    return points;
  }

  int total() {
    return points.size();
  }

  int covered() {
    return covered.size();
  }

  /** What two runs did not come by. */
  void unreached(List<FaultPoint> points) {
    unreached = List.copyOf(points);
  }

  List<FaultPoint> unreached() {
    return unreached;
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
    return verdicts.stream().mapToLong(v -> v.violations().size()).sum();
  }

  long stuck() {
    return verdicts.stream().filter(v -> v.ended().stuck()).count();
  }

  long needsOperator() {
    return verdicts.stream().filter(v -> v.needsOperator() != null).count();
  }

  boolean ok() {
    return failures().isEmpty() && orphans.isEmpty();
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
