package io.breakwater.gateway.operations;

import io.breakwater.gateway.operations.OperationDetails.Step;
import io.breakwater.inventory.history.OperationRecord;
import io.breakwater.inventory.history.OperationRecord.State;
import io.breakwater.operation.Progress.StepState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the steps of an operation say about the whole. */
final class StepFigures {
  private static final double SLOW_FACTOR = 2;
  private static final double SLOW_SECONDS = 10;

  private StepFigures() {}

  /** All rounds, one after another, along the longest path of each; null before there is a plan. */
  static Double expected(List<Step> steps) {
    Map<Integer, List<Step>> rounds =
        steps.stream()
            .collect(Collectors.groupingBy(Step::round, TreeMap::new, Collectors.toList()));
    double seconds =
        rounds.values().stream()
            .mapToDouble(
                round -> CriticalPath.seconds(round, Step::id, Step::needs, Step::expectedSeconds))
            .sum();
    return steps.isEmpty() ? null : (Double) (Math.round(seconds * 10) / 10.0);
  }

  /** From the start until the destination ran; null when it never did, or nothing was to be. */
  static Double recovery(OperationRecord operation, List<Step> steps) {
    if (!operation.kind().isFailover() || operation.state() != State.SUCCEEDED) {
      return null;
    }
    return steps.stream()
        .filter(step -> step.id().equals("start-machine") || step.id().equals("check-machine"))
        .map(Step::finishedAt)
        .filter(at -> at != null)
        .max(Comparator.naturalOrder())
        .map(at -> seconds(operation.startedAt(), at))
        .orElse(null);
  }

  /** What went otherwise than planned. */
  static List<String> deviations(List<Step> steps, List<String> warnings) {
    List<String> found = new ArrayList<>();
    for (Step step : steps) {
      if (step.state() == StepState.FAILED) {
        found.add(step.title() + " failed" + (step.detail() == null ? "" : ": " + step.detail()));
      } else if (step.attempt() > 1) {
        found.add(step.title() + " took " + step.attempt() + " attempts");
      } else if (isSlow(step)) {
        found.add(
            String.format(
                Locale.ROOT,
                "%s took %.0f s instead of about %.0f s",
                step.title(),
                seconds(step.startedAt(), step.finishedAt()),
                step.expectedSeconds()));
      }
    }
    int rounds = steps.stream().mapToInt(Step::round).max().orElse(1);
    if (rounds > 1) {
      found.add("it was planned " + rounds + " times");
    }
    warnings.stream().filter(warning -> !found.contains(warning)).forEach(found::add);
    return List.copyOf(found);
  }

  private static boolean isSlow(Step step) {
    if (step.state() != StepState.DONE || step.startedAt() == null || step.finishedAt() == null) {
      return false;
    }
    double seconds = seconds(step.startedAt(), step.finishedAt());
    return seconds > SLOW_FACTOR * step.expectedSeconds()
        && seconds > step.expectedSeconds() + SLOW_SECONDS;
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1000.0;
  }
}
