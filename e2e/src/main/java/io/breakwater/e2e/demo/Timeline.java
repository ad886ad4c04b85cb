package io.breakwater.e2e.demo;

import io.breakwater.operation.Progress.StepProgress;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Where the time of an operation went: a bar for every step, below each other. */
final class Timeline {
  private static final int BAR = 40;
  private static final int TITLE = 48;
  private static final String FULL = "█";

  private final PrintWriter out;

  Timeline(PrintWriter out) {
    this.out = out;
  }

  /** Leaves out what took no time anybody would notice. */
  void print(List<StepProgress> all, Duration total) {
    List<StepProgress> steps =
        all.stream()
            .filter(s -> s.startedAt() != null && s.finishedAt() != null)
            .filter(s -> length(s).compareTo(total.dividedBy(BAR)) >= 0)
            .sorted(Comparator.comparing(StepProgress::startedAt))
            .toList();
    if (steps.isEmpty()) {
      return;
    }
    Instant end =
        steps.stream().map(StepProgress::finishedAt).max(Comparator.naturalOrder()).orElseThrow();
    Instant begin = end.minus(total);
    steps.forEach(step -> bar(step, begin, total));
  }

  private void bar(StepProgress step, Instant begin, Duration total) {
    int from = Math.min(BAR - 1, column(Duration.between(begin, step.startedAt()), total));
    int to = Math.max(from + 1, column(Duration.between(begin, step.finishedAt()), total));
    out.printf(
        "  %5.1f s  %-" + TITLE + "s |%s%s%s|%n",
        length(step).toMillis() / 1e3,
        shortened(step.title()),
        " ".repeat(from),
        FULL.repeat(to - from),
        " ".repeat(BAR - to));
  }

  private static int column(Duration at, Duration total) {
    long column = Math.round((double) at.toMillis() * BAR / total.toMillis());
    return (int) Math.min(BAR, Math.max(0, column));
  }

  private static String shortened(String title) {
    return title.length() <= TITLE ? title : title.substring(0, TITLE - 1) + "…";
  }

  private static Duration length(StepProgress step) {
    return Duration.between(step.startedAt(), step.finishedAt());
  }
}
