package io.breakwater.e2e.demo;

import io.breakwater.operation.Progress;
import io.breakwater.operation.Progress.StepProgress;
import io.breakwater.operation.Progress.StepState;
import io.temporal.client.WorkflowQueryException;
import io.temporal.client.WorkflowStub;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Follows an operation by its query: one line for every step that ended and, on a terminal, a last
 * line that shows what runs just now.
 */
final class Watcher {
  private static final Duration TICK = Duration.ofMillis(200);
  private static final String ERASE_LINE = "\r\u001b[K";
  private static final int WIDTH = 100;

  private final PrintWriter out;
  private final boolean terminal;
  private final Set<String> shown = new HashSet<>();
  private Instant begun;
  private Progress seen;

  /**
   * @param terminal whether a line can be written over
   */
  Watcher(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** Returns when the operation ended, whichever way. */
  void follow(WorkflowStub workflow, CompletableFuture<?> end) throws InterruptedException {
    begun = Instant.now();
    while (!hasEnded(end)) {
      look(workflow);
    }
    look(workflow);
    status("");
  }

  /** Follows until the operation is in that state; false when it ended before. */
  boolean followUntil(Stage.Underway underway, Progress.State state) throws InterruptedException {
    return followUntil(underway, progress -> progress.state() == state);
  }

  /** Follows until this holds of its progress; false when it ended before. */
  boolean followUntil(Stage.Underway underway, Predicate<Progress> condition)
      throws InterruptedException {
    begun = underway.began();
    while (!hasEnded(underway.end())) {
      look(underway.workflow());
      if (seen != null && condition.test(seen)) {
        status("");
        return true;
      }
    }
    return false;
  }

  private static boolean hasEnded(CompletableFuture<?> end) throws InterruptedException {
    try {
      end.handle((value, failure) -> true).get(TICK.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("handled above", e);
    }
  }

  private void look(WorkflowStub workflow) {
    try {
      seen = workflow.query("progress", Progress.class);
    } catch (WorkflowQueryException e) {
      // The worker may be busy or away; the next look tells.
      status("(no worker answers just now)");
      return;
    }
    List<StepProgress> steps = seen.steps();
    steps.stream().filter(Watcher::isOver).filter(s -> shown.add(key(s))).forEach(this::show);
    status(
        steps.stream()
            .filter(step -> step.state() == StepState.RUNNING)
            .map(StepProgress::title)
            .collect(Collectors.joining(", ")));
  }

  private static boolean isOver(StepProgress step) {
    return step.state() != StepState.PENDING && step.state() != StepState.RUNNING;
  }

  private static String key(StepProgress step) {
    return step.round() + "/" + step.id();
  }

  private void show(StepProgress step) {
    String sign =
        switch (step.state()) {
          case DONE -> "✓";
          case FAILED -> "✗";
          default -> "-";
        };
    String why = step.state() == StepState.FAILED ? "  " + step.detail() : "";
    out.print(terminal ? ERASE_LINE : "");
    out.printf("  %6.1f s  %s %s%s%n", sinceBegun(), sign, step.title(), why);
  }

  /** What is under way, to be written over by the next look. */
  private void status(String text) {
    if (terminal) {
      String line = text.isEmpty() ? "" : String.format("  %6.1f s  … %s", sinceBegun(), text);
      out.print(ERASE_LINE + line.substring(0, Math.min(WIDTH, line.length())));
      out.flush();
    }
  }

  private double sinceBegun() {
    return Duration.between(begun, Instant.now()).toMillis() / 1e3;
  }
}
