package io.breakwater.operation;

import static io.breakwater.operation.OperationKind.CLEANUP;
import static io.breakwater.operation.OperationKind.TEST_FAILOVER;
import static io.breakwater.plan.Goal.FAILED_OVER_TEST;
import static io.breakwater.plan.Goal.READY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.breakwater.operation.Progress.State;
import io.breakwater.operation.Progress.StepProgress;
import io.breakwater.operation.Progress.StepState;
import io.temporal.client.WorkflowStub;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ProgressTest {
  private static final String BOOM = "CloudStackError:431";

  @RegisterExtension final OperationServer server = new OperationServer();

  @Test
  void answersFromTheFirstTaskOn() {
    Gate begin = server.fake().holds(FakeOperation.BEGIN);
    WorkflowStub operation = server.start(TEST_FAILOVER);
    begin.awaitReached();

    Progress progress = server.progress(operation);

    assertThat(progress.operation().value()).isEqualTo(operation.getExecution().getRunId());
    assertThat(progress.kind()).isEqualTo(TEST_FAILOVER);
    assertThat(progress.contextId()).isEqualTo(Observations.VM);
    assertThat(progress.goal()).isEqualTo(FAILED_OVER_TEST);
    assertThat(progress.state()).isEqualTo(State.RUNNING);
    assertThat(progress.steps()).isEmpty();
    assertThat(progress.percent()).isZero();
  }

  @Test
  void showsEveryStepWithItsStateAndWhatItWaitsFor() {
    Gate slow = server.fake().holds("snapshot/0");
    server
        .fake()
        .plans(
            FAILED_OVER_TEST,
            Plans.withWarning(
                Plans.to(
                    FAILED_OVER_TEST,
                    Plans.hold(),
                    Plans.snapshot(0, Plans.HOLD),
                    Plans.detach(0, "snapshot/0")),
                "no drivers are injected"));
    WorkflowStub operation = server.start(TEST_FAILOVER);
    slow.awaitReached();

    Progress progress = server.progress(operation);

    assertThat(progress.vm()).isEqualTo(Observations.NAME);
    assertThat(progress.warnings()).containsExactly("no drivers are injected");
    assertThat(progress.percent()).isEqualTo(33);
    assertThat(progress.steps())
        .extracting(StepProgress::id, StepProgress::state, StepProgress::detail)
        .containsExactly(
            tuple(Plans.HOLD, StepState.DONE, "did hold"),
            tuple("snapshot/0", StepState.RUNNING, ""),
            tuple("detach/0", StepState.PENDING, ""));
    assertThat(progress.steps().get(2).needs()).containsExactly("snapshot/0");
  }

  @Test
  void saysWhenOnlyTheBooksAreLeft() {
    Gate snapshot = server.fake().holds("snapshot/0");
    Gate books = server.fake().holds(Plans.READY);
    server.fake().plans(READY, Plans.to(READY, Plans.snapshot(0), Plans.recordReady("snapshot/0")));
    WorkflowStub operation = server.start(CLEANUP);

    snapshot.awaitReached();
    assertThat(server.progress(operation).onlyBooksLeft()).isFalse();
    snapshot.open();
    books.awaitReached();

    assertThat(server.progress(operation).onlyBooksLeft()).isTrue();
  }

  @Test
  void tellsWhenStepsStartedAndEnded() {
    Gate slow = server.fake().holds("snapshot/0");
    server
        .fake()
        .plans(
            FAILED_OVER_TEST,
            Plans.to(FAILED_OVER_TEST, Plans.hold(), Plans.snapshot(0, Plans.HOLD)));
    WorkflowStub operation = server.start(TEST_FAILOVER);
    slow.awaitReached();

    StepProgress done = server.progress(operation).steps().get(0);
    StepProgress running = server.progress(operation).steps().get(1);

    assertThat(done.finishedAt()).isAfterOrEqualTo(done.startedAt());
    assertThat(running.startedAt()).isAfterOrEqualTo(done.finishedAt());
    assertThat(running.finishedAt()).isNull();
  }

  @Test
  void countsThePercentOfThePlanThatRunsNow() {
    Gate back = server.fake().holds("revert/0");
    server.fake().plans(FAILED_OVER_TEST, Plans.to(FAILED_OVER_TEST, Plans.snapshot(0)));
    server.fake().plans(READY, Plans.to(READY, Plans.revert(0), Plans.revert(1)));
    server.fake().failsForGood("snapshot/0", BOOM);
    WorkflowStub operation = server.start(TEST_FAILOVER);
    back.awaitReached();
    await().until(() -> stateIn(server.progress(operation), 2, "revert/1") == StepState.DONE);

    assertThat(server.progress(operation).percent()).isEqualTo(50);
  }

  @Test
  void showsTheWayBackAsARoundOfItsOwn() {
    Gate back = server.fake().holds("revert/0");
    server
        .fake()
        .plans(
            FAILED_OVER_TEST,
            Plans.to(FAILED_OVER_TEST, Plans.snapshot(0), Plans.detach(0, "snapshot/0")));
    server.fake().plans(READY, Plans.to(READY, Plans.revert(0)));
    server.fake().failsForGood("snapshot/0", BOOM);
    WorkflowStub operation = server.start(TEST_FAILOVER);
    back.awaitReached();

    Progress progress = server.progress(operation);

    assertThat(progress.state()).isEqualTo(State.ROLLING_BACK);
    assertThat(progress.goal()).isEqualTo(READY);
    assertThat(stateIn(progress, 1, "snapshot/0")).isEqualTo(StepState.FAILED);
    assertThat(stateIn(progress, 1, "detach/0")).isEqualTo(StepState.SKIPPED);
    assertThat(stateIn(progress, 2, "revert/0")).isEqualTo(StepState.RUNNING);
  }

  @Test
  void keepsStepsOfTheSameIdInDifferentRoundsApart() {
    server.fake().plans(READY, Plans.to(READY, Plans.revert(0)), Plans.to(READY, Plans.revert(0)));
    server.fake().failsForGood("revert/0", BOOM);
    WorkflowStub operation = server.start(CLEANUP);
    server.result(operation, OperationResult.class);

    Progress progress = server.progress(operation);

    assertThat(stateIn(progress, 1, "revert/0")).isEqualTo(StepState.FAILED);
    assertThat(stateIn(progress, 2, "revert/0")).isEqualTo(StepState.DONE);
    assertThat(progress.state()).isEqualTo(State.DONE);
    assertThat(progress.percent()).isEqualTo(100);
  }

  @Test
  void isDoneToOneHundredPercentWhenNothingHadToBeDone() {
    WorkflowStub operation = server.start(CLEANUP);
    server.result(operation, OperationResult.class);

    assertThat(server.progress(operation).percent()).isEqualTo(100);
  }

  private static StepState stateIn(Progress progress, int round, String step) {
    return progress.steps().stream()
        .filter(s -> s.round() == round && s.id().equals(step))
        .map(StepProgress::state)
        .findFirst()
        .orElse(null);
  }
}
