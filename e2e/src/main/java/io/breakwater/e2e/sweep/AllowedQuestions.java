package io.breakwater.e2e.sweep;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The cases in which a person may be asked, and why. Everything else has to end by itself. */
final class AllowedQuestions {
  private record Case(Predicate<FaultPoint> which, String because) {}

  private static final List<Case> CASES =
      List.of(
          new Case(
              point ->
                  point.fault() == FaultType.JOB_FAILS_431
                      && (point.flow() == Flow.LIVE_FAILOVER || point.flow() == Flow.COMMIT),
              "CloudStack refused for good, and a live failover or a commit holds by default"),
          new Case(
              point ->
                  point.flow() == Flow.LIVE_FAILOVER
                      && point.fault().job() != null
                      && point.call().call().contains("deployVirtualMachine"),
              "CloudStack left the destination in Error: an operation deploys once, and a live"
                  + " failover holds by default"),
          new Case(
              point ->
                  point.fault() == FaultType.CANCELLED
                      && (point.flow() == Flow.LIVE_FAILOVER || point.flow() == Flow.COMMIT),
              "a cancel of a live failover whose destination was started, or of a commit, holds:"
                  + " nobody consented to discard what was written"));

  private AllowedQuestions() {}

  private static final Set<FaultType> HARMLESS =
      Set.of(
          FaultType.KILLED_BEFORE,
          FaultType.KILLED_AFTER_EFFECT,
          FaultType.KILLED_AFTER_ANSWER,
          FaultType.ANSWER_LOST);

  /**
   * Whether they may be too much. Faults of one kind that leave a run on its way are met one after
   * another, and each has to pass like one alone.
   */
  static boolean areMoreThanOne(List<FaultPoint> points) {
    boolean sameKind = points.stream().map(FaultPoint::fault).distinct().count() == 1;
    boolean passing = points.stream().allMatch(point -> point.fault().leavesOnItsWay());
    return points.size() > 1 && !(sameKind && passing);
  }

  /** Why a person may be asked about a run with these faults; empty when nobody may. */
  static Optional<String> reason(List<FaultPoint> points) {
    if (areMoreThanOne(points) && points.stream().anyMatch(p -> !HARMLESS.contains(p.fault()))) {
      return Optional.of("more than one fault, and not only deaths of workers and lost answers");
    }
    return CASES.stream()
        .filter(c -> points.stream().anyMatch(c.which()))
        .map(Case::because)
        .findFirst();
  }
}
