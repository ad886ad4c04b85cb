package io.breakwater.gateway.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.inventory.history.RecordedStep;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.Progress;
import io.breakwater.operation.Progress.StepProgress;
import io.breakwater.operation.Progress.StepState;
import io.breakwater.plan.Goal;
import io.breakwater.plan.StepName;
import io.breakwater.vm.OperationId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveStepsTest {
  private static final Instant BEGAN = Instant.parse("2026-11-21T10:00:00Z");
  private static final Instant ENDED = Instant.parse("2026-11-21T10:00:07Z");

  @Test
  void showsTheFailureThatAnOperationHoldsAt() {
    List<RecordedStep> steps =
        LiveSteps.of(
            List.of(recorded("start-machine", 1, StepState.RUNNING)),
            progress(told("start-machine", 1, StepState.FAILED)));

    assertThat(steps.get(0).state()).isEqualTo(StepState.FAILED);
    assertThat(steps.get(0).finishedAt()).isEqualTo(ENDED);
    assertThat(steps.get(0).detail()).isEqualTo("no host");
  }

  @Test
  void keepsWhatTheTablesSayOfOtherRounds() {
    List<RecordedStep> steps =
        LiveSteps.of(
            List.of(recorded("start-machine", 1, StepState.DONE)),
            progress(told("start-machine", 2, StepState.FAILED)));

    assertThat(steps.get(0).state()).isEqualTo(StepState.DONE);
  }

  @Test
  void keepsWhatTheTablesSayWhenNobodyAnswers() {
    List<RecordedStep> recorded = List.of(recorded("start-machine", 1, StepState.RUNNING));

    assertThat(LiveSteps.of(recorded, null)).isEqualTo(recorded);
  }

  private static RecordedStep recorded(String id, int round, StepState state) {
    return new RecordedStep(
        round, id, "vm-startup", "Start", state, List.of(), "vm", 1, BEGAN, null, "");
  }

  private static StepProgress told(String id, int round, StepState state) {
    return new StepProgress(
        id, StepName.VM_STARTUP, "Start", state, List.of(), BEGAN, ENDED, round, "no host");
  }

  private static Progress progress(StepProgress step) {
    return new Progress(
        new OperationId("op-1"),
        OperationKind.LIVE_FAILOVER,
        "vm",
        null,
        Goal.FAILED_OVER_LIVE,
        Progress.State.AWAITING_OPERATOR,
        List.of(step),
        50,
        List.of(),
        "what now?",
        List.of(),
        "",
        false);
  }
}
