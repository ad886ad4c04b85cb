package io.breakwater.gateway.operations;

import io.breakwater.inventory.history.RecordedStep;
import io.breakwater.operation.Progress;
import io.breakwater.operation.Progress.StepProgress;
import io.breakwater.operation.Progress.StepState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The steps of a running operation. The tables hear of a failure for good only with the next plan,
 * which an operation that holds does not make; it knows better itself.
 */
final class LiveSteps {
  private LiveSteps() {}

  /**
   * The recorded steps, as the operation itself sees them.
   *
   * @param told what it says; null when nobody asked or it did not answer
   */
  static List<RecordedStep> of(List<RecordedStep> recorded, Progress told) {
    if (told == null || told.steps() == null) {
      return recorded;
    }
    Map<String, StepProgress> known = new HashMap<>();
    told.steps().forEach(step -> known.put(key(step.round(), step.id()), step));
    return recorded.stream()
        .map(step -> with(step, known.get(key(step.round(), step.id()))))
        .toList();
  }

  /** Only an end that is not recorded yet counts: in everything else the tables are as new. */
  private static RecordedStep with(RecordedStep step, StepProgress told) {
    boolean ended =
        told != null && (told.state() == StepState.FAILED || told.state() == StepState.SKIPPED);
    if (!ended || told.state() == step.state()) {
      return step;
    }
    return new RecordedStep(
        step.round(),
        step.id(),
        step.name(),
        step.title(),
        told.state(),
        step.needs(),
        step.lane(),
        step.attempt(),
        step.startedAt() == null ? told.startedAt() : step.startedAt(),
        told.finishedAt(),
        told.detail() == null || told.detail().isEmpty() ? step.detail() : told.detail());
  }

  private static String key(int round, String id) {
    return round + "/" + id;
  }
}
