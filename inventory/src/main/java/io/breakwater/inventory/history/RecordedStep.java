package io.breakwater.inventory.history;

import io.breakwater.operation.Progress.StepState;
import java.time.Instant;
import java.util.List;

/**
 * A step, of ours or of the old system.
 *
 * @param name the old system's step name
 * @param needs ids of the steps before it in its round; empty when not recorded
 * @param lane {@code vm}, or the id of the disk that the step is about
 * @param detail empty when there is nothing to say
 */
public record RecordedStep(
    int round,
    String id,
    String name,
    String title,
    StepState state,
    List<String> needs,
    String lane,
    int attempt,
    Instant startedAt,
    Instant finishedAt,
    String detail) {
  public RecordedStep {
    needs = List.copyOf(needs);
  }
}
