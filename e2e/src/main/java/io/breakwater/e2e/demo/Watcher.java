package io.breakwater.e2e.demo;

import io.breakwater.operation.Progress;
import io.breakwater.operation.Progress.StepProgress;
import io.breakwater.operation.Progress.StepState;
import io.temporal.client.WorkflowQueryException;
import io.temporal.client.WorkflowStub;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Follows an operation by its query and prints every step that starts or ends. */
final class Watcher {
  private static final Duration TICK = Duration.ofMillis(300);

  private final PrintWriter out;
  private final Map<String, StepState> shown = new HashMap<>();
  private Instant begun;

  Watcher(PrintWriter out) {
    this.out = out;
  }

  /** Returns when the operation ended, whichever way. */
  void follow(WorkflowStub workflow, CompletableFuture<?> end) throws InterruptedException {
    begun = Instant.now();
    while (!hasEnded(end)) {
      look(workflow);
    }
    look(workflow);
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
      workflow.query("progress", Progress.class).steps().forEach(this::show);
    } catch (WorkflowQueryException e) {
      // The worker may be busy or away; the next look tells.
      out.println("         (progress is not to be had just now)");
    }
  }

  private void show(StepProgress step) {
    String key = step.round() + "/" + step.id();
    StepState before = shown.put(key, step.state());
    if (before == step.state() || step.state() == StepState.PENDING) {
      return;
    }
    if (step.state() == StepState.RUNNING) {
      line("…", step.title(), "");
      return;
    }
    String took =
        step.startedAt() == null || step.finishedAt() == null
            ? ""
            : String.format(
                "  %.1f s", Duration.between(step.startedAt(), step.finishedAt()).toMillis() / 1e3);
    String sign =
        step.state() == StepState.DONE ? "✓" : step.state() == StepState.FAILED ? "✗" : "-";
    line(sign, step.title(), took + (step.detail().isEmpty() ? "" : "  " + step.detail()));
  }

  private void line(String sign, String title, String rest) {
    double at = Duration.between(begun, Instant.now()).toMillis() / 1e3;
    out.println(String.format("  %6.1f s  %s %s%s", at, sign, title, rest));
  }
}
