package io.breakwater.e2e.sweep;

import java.util.List;
import java.util.Optional;

/**
 * What is to be said about one run.
 *
 * @param missed the faults that did not happen
 * @param ended how it ended
 * @param place where the VM is now; empty when nobody can tell
 * @param problems what is wrong; empty when the run is as it should be
 * @param violations what the oracle reported about the VM
 * @param needsOperator why a person is needed, and whether that is allowed; null when nobody is
 */
record Verdict(
    FaultSet faults,
    String vm,
    List<FaultPoint> missed,
    Ended ended,
    Optional<Place> place,
    List<String> problems,
    List<String> violations,
    Asked needsOperator,
    double seconds) {
  /**
   * A person was asked.
   *
   * @param allowedBecause null when nobody had to be
   */
  record Asked(String what, String allowedBecause) {}

  /** The flow and the faults of a run. */
  record FaultSet(Flow flow, List<FaultPoint> points) {}

  /** The faults that happened. */
  List<FaultPoint> played() {
    return faults.points().stream().filter(point -> !missed.contains(point)).toList();
  }

  boolean reached() {
    return missed.isEmpty();
  }

  boolean ok() {
    return problems.isEmpty()
        && violations.isEmpty()
        && !ended.stuck()
        && (needsOperator == null || needsOperator.allowedBecause() != null);
  }
}
