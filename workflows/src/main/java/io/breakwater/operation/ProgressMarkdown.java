package io.breakwater.operation;

import io.breakwater.operation.Progress.StepProgress;
import io.breakwater.operation.Progress.StepState;
import java.time.Duration;

/** Progress as the Markdown that the Temporal web UI shows as current details. */
final class ProgressMarkdown {
  private ProgressMarkdown() {}

  static String of(Progress progress, String note) {
    StringBuilder text = new StringBuilder();
    text.append("**").append(progress.kind().title()).append("** of **").append(progress.vm());
    text.append("** — ").append(progress.state()).append(", ");
    text.append(progress.percent()).append(" %\n\n");
    if (!note.isEmpty()) {
      text.append(note).append("\n\n");
    }
    progress.warnings().forEach(w -> text.append("> ").append(w).append("\n\n"));
    int round = progress.steps().isEmpty() ? 0 : progress.steps().get(0).round();
    for (StepProgress step : progress.steps()) {
      if (step.round() != round) {
        round = step.round();
        text.append("\nObserved again; from there:\n\n");
      }
      line(text, step);
    }
    return text.toString();
  }

  private static void line(StringBuilder text, StepProgress step) {
    text.append("- ").append(word(step.state())).append(" ").append(step.title());
    if (step.startedAt() != null && step.finishedAt() != null) {
      long millis = Duration.between(step.startedAt(), step.finishedAt()).toMillis();
      text.append(" (").append(millis / 1000).append('.').append(millis % 1000 / 100).append(" s)");
    }
    if (!step.detail().isEmpty()) {
      text.append(": ").append(step.detail());
    }
    text.append('\n');
  }

  private static String word(StepState state) {
    return switch (state) {
      case PENDING -> "`waiting`";
      case RUNNING -> "`running`";
      case DONE -> "`done`";
      case FAILED -> "`FAILED`";
      case SKIPPED -> "`skipped`";
    };
  }
}
