package io.breakwater.e2e.bench;

import io.breakwater.operation.Progress.StepProgress;
import io.breakwater.operation.Progress.StepState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The steps that decided how long an operation took: each waited for the one before it. */
record Chain(List<StepProgress> steps) {

  /** Goes back from the step that ended last, each time to the one it needed that ended last. */
  static Chain of(List<StepProgress> all) {
    Map<String, StepProgress> done =
        all.stream()
            .filter(step -> step.state() == StepState.DONE)
            .collect(Collectors.toMap(StepProgress::id, Function.identity(), (a, b) -> b));
    List<StepProgress> chain = new ArrayList<>();
    Optional<StepProgress> next =
        done.values().stream().max(Comparator.comparing(StepProgress::finishedAt));
    while (next.isPresent()) {
      chain.add(0, next.get());
      next =
          next.get().needs().stream()
              .filter(done::containsKey)
              .map(done::get)
              .max(Comparator.comparing(StepProgress::finishedAt));
    }
    return new Chain(chain);
  }

  Instant start() {
    return steps.get(0).startedAt();
  }

  Instant end() {
    return steps.get(steps.size() - 1).finishedAt();
  }

  Duration insideSteps() {
    return steps.stream()
        .map(step -> Duration.between(step.startedAt(), step.finishedAt()))
        .reduce(Duration.ZERO, Duration::plus);
  }

  Duration betweenSteps() {
    return Duration.between(start(), end()).minus(insideSteps());
  }

  /** Each step with its seconds, in order. */
  String words() {
    return steps.stream()
        .map(step -> String.format(Locale.ROOT, "%s %.2f", step.id(), seconds(step)))
        .collect(Collectors.joining(", "));
  }

  private static double seconds(StepProgress step) {
    return Duration.between(step.startedAt(), step.finishedAt()).toMillis() / 1e3;
  }
}
