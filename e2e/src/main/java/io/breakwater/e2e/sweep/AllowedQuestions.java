package io.breakwater.e2e.sweep;

import java.util.List;
import java.util.Optional;
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
                  point.fault() == FaultType.CANCELLED
                      && (point.flow() == Flow.LIVE_FAILOVER || point.flow() == Flow.COMMIT),
              "a cancel of a live failover whose destination was started, or of a commit, holds:"
                  + " nobody consented to discard what was written"));

  private AllowedQuestions() {}

  /** Why a person may be asked about a run with these faults; empty when nobody may. */
  static Optional<String> reason(List<FaultPoint> points) {
    return CASES.stream()
        .filter(c -> points.stream().anyMatch(c.which()))
        .map(Case::because)
        .findFirst();
  }
}
