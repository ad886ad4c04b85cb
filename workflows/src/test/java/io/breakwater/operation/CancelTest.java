package io.breakwater.operation;

import static io.breakwater.operation.OperationKind.CLEANUP;
import static io.breakwater.operation.OperationKind.TEST_FAILOVER;
import static io.breakwater.plan.Goal.FAILED_OVER_TEST;
import static io.breakwater.plan.Goal.READY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.operation.OperationResult.End;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.CanceledFailure;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CancelTest {
  @RegisterExtension final OperationServer server = new OperationServer();

  @Test
  void awaitsRunningStepsThenGoesBackToReady() {
    Gate job = server.fake().holds("snapshot/0");
    planTwoSteps();
    server.fake().plans(READY, Plans.to(READY, Plans.revert(0)));
    WorkflowStub operation = server.start(TEST_FAILOVER);
    job.awaitReached();

    operation.cancel();
    server.awaitEvent(operation, EventType.EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED);
    assertThat(server.fake().started()).doesNotContain(FakeOperation.planning(READY));
    job.open();

    assertThat(server.failure(operation)).isInstanceOf(CanceledFailure.class);
    assertThat(server.fake().logFrom("end snapshot/0"))
        .containsSubsequence("start revert/0", "end revert/0", "start " + FakeOperation.FINISH)
        .doesNotContain("start detach/0");
    assertThat(onlyResult().end()).isEqualTo(End.CANCELLED);
  }

  @Test
  void endsStepsThatHearOfTheCancel() {
    server.fake().heartbeatsWithin(Duration.ofSeconds(1));
    Gate injection = server.fake().holdsUntilCancelled("inject");
    server.fake().plans(FAILED_OVER_TEST, Plans.to(FAILED_OVER_TEST, Plans.inject()));
    WorkflowStub operation = server.start(TEST_FAILOVER);
    injection.awaitReached();

    operation.cancel();

    assertThat(server.failure(operation)).isInstanceOf(CanceledFailure.class);
    assertThat(server.fake().log())
        .containsSubsequence("fail inject", "start " + FakeOperation.planning(READY));
    assertThat(onlyResult().end()).isEqualTo(End.CANCELLED);
  }

  @Test
  void closesTheBooksWhenItIsCancelledWhileItTakesTheLease() {
    Gate begin = server.fake().holds(FakeOperation.BEGIN);
    planTwoSteps();
    WorkflowStub operation = server.start(TEST_FAILOVER);
    begin.awaitReached();

    operation.cancel();
    server.awaitEvent(operation, EventType.EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED);
    begin.open();

    assertThat(server.failure(operation)).isInstanceOf(CanceledFailure.class);
    assertThat(server.fake().started()).containsExactly(FakeOperation.BEGIN, FakeOperation.FINISH);
    assertThat(onlyResult().end()).isEqualTo(End.CANCELLED);
  }

  @Test
  void stopsWaitingForTheLeaseWhenItIsCancelled() {
    server.fake().isDown(FakeOperation.BEGIN, Failures.LEASE_HELD);
    WorkflowStub operation = server.start(TEST_FAILOVER);
    await().until(() -> server.fake().log().contains("fail " + FakeOperation.BEGIN));

    operation.cancel();

    assertThat(server.failure(operation)).isInstanceOf(CanceledFailure.class);
    assertThat(server.fake().started()).containsOnly(FakeOperation.BEGIN);
  }

  @Test
  void touchesNothingWhenItIsCancelledBeforeItsFirstTask() {
    planTwoSteps();
    WorkflowStub operation =
        server.startWithoutWorkers(
            TEST_FAILOVER.workflowType(),
            Queues.workflowId(Observations.VM),
            OperationRequest.of(Observations.VM));
    operation.cancel();

    server.startWorkers();

    assertThat(server.failure(operation)).isInstanceOf(CanceledFailure.class);
    assertThat(server.fake().log()).isEmpty();
  }

  @Test
  void touchesNothingWhenItIsCancelledWhileItObserves() {
    Gate observation = server.fake().holds(FakeOperation.planning(FAILED_OVER_TEST));
    planTwoSteps();
    WorkflowStub operation = server.start(TEST_FAILOVER);
    observation.awaitReached();

    operation.cancel();

    assertThat(server.failure(operation)).isInstanceOf(CanceledFailure.class);
    assertThat(server.fake().stepCalls()).isEmpty();
    assertThat(onlyResult().end()).isEqualTo(End.CANCELLED);
  }

  @Test
  void doesNotCallTheVmReadyWhenNothingWasDone() {
    Gate observation = server.fake().holds(FakeOperation.planning(READY));
    WorkflowStub operation = server.start(CLEANUP);
    observation.awaitReached();

    operation.cancel();
    server.failure(operation);

    assertThat(onlyResult().summary()).contains("nothing was touched").doesNotContain("is ready");
  }

  @Test
  void touchesNothingWhenItIsCancelledWhileItWaits() {
    Gate pending = server.fake().holds(FakeOperation.AWAIT);
    server.fake().plans(FAILED_OVER_TEST, Plans.waitFor("job-1"));
    WorkflowStub operation = server.start(TEST_FAILOVER);
    pending.awaitReached();

    operation.cancel();

    assertThat(server.failure(operation)).isInstanceOf(CanceledFailure.class);
    assertThat(server.fake().stepCalls()).isEmpty();
  }

  @Test
  void goesOnWithTheWayBackWhenItIsCancelledThere() {
    Gate revert = server.fake().holds("revert/0");
    planTwoSteps();
    server.fake().failsForGood("snapshot/0", "CloudStackError:431");
    server.fake().plans(READY, Plans.to(READY, Plans.revert(0), Plans.recordReady("revert/0")));
    WorkflowStub operation = server.start(TEST_FAILOVER);
    revert.awaitReached();

    operation.cancel();
    server.awaitEvent(operation, EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED);
    revert.open();

    server.failure(operation);
    assertThat(server.fake().started()).endsWith(Plans.READY, FakeOperation.FINISH);
    assertThat(onlyResult().end()).isEqualTo(End.ROLLED_BACK);
  }

  @Test
  void finishesACleanupThatIsCancelledBecauseTheWayBackIsItsGoal() {
    Gate revert = server.fake().holds("revert/0");
    server
        .fake()
        .plans(
            READY,
            Plans.to(READY, Plans.revert(0), Plans.recordReady("revert/0")),
            Plans.to(READY, Plans.recordReady()));
    WorkflowStub operation = server.start(CLEANUP);
    revert.awaitReached();

    operation.cancel();
    server.awaitEvent(operation, EventType.EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED);
    revert.open();

    assertThat(server.failure(operation)).isInstanceOf(CanceledFailure.class);
    assertThat(server.fake().started())
        .containsSubsequence("revert/0", FakeOperation.planning(READY), Plans.READY);
    assertThat(onlyResult().end()).isEqualTo(End.CANCELLED);
  }

  @Test
  void tellsThatAPersonIsNeededWhenTheWayBackAfterACancelFails() {
    Gate job = server.fake().holds("snapshot/0");
    planTwoSteps();
    server.fake().plans(READY, Plans.refusal("NO_SNAPSHOT", true));
    WorkflowStub operation = server.start(TEST_FAILOVER);
    job.awaitReached();

    operation.cancel();
    server.awaitEvent(operation, EventType.EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED);
    job.open();

    // The SDK (1.38) ends a workflow whose cancel was requested as Canceled, whatever it throws.
    assertThat(server.failure(operation)).isInstanceOf(CanceledFailure.class);
    assertThat(onlyResult().end()).isEqualTo(End.CLEANUP_REQUIRED);
    assertThat(server.attribute(operation, SearchAttributes.PHASE)).isEqualTo("CLEANUP_REQUIRED");
    assertThat(server.attribute(operation, SearchAttributes.NEEDS_OPERATOR)).isTrue();
  }

  private void planTwoSteps() {
    server
        .fake()
        .plans(
            FAILED_OVER_TEST,
            Plans.to(FAILED_OVER_TEST, Plans.snapshot(0), Plans.detach(0, "snapshot/0")));
  }

  private OperationResult onlyResult() {
    assertThat(server.fake().results()).hasSize(1);
    return server.fake().results().get(0);
  }
}
