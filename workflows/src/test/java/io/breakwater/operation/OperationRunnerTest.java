package io.breakwater.operation;

import static io.breakwater.operation.OperationKind.CLEANUP;
import static io.breakwater.operation.OperationKind.TEST_FAILOVER;
import static io.breakwater.plan.Goal.FAILED_OVER_TEST;
import static io.breakwater.plan.Goal.READY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.operation.OperationResult.End;
import io.breakwater.operation.Progress.StepState;
import io.breakwater.step.OperationActivities.PlanRequest;
import io.temporal.client.WorkflowStub;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OperationRunnerTest {
  @RegisterExtension final OperationServer server = new OperationServer();

  @Test
  void reachesTheGoalAndClosesTheBooksWithTheResultItReturns() {
    server.fake().plans(FAILED_OVER_TEST, Plans.to(FAILED_OVER_TEST, Plans.hold()));

    OperationResult result = server.complete(TEST_FAILOVER);

    assertThat(result.end()).isEqualTo(End.COMPLETED);
    assertThat(result.destinationName()).startsWith("pgtest1-test-");
    assertThat(server.fake().results()).containsExactly(result);
    assertThat(server.fake().started())
        .containsExactly(
            FakeOperation.BEGIN,
            FakeOperation.planning(FAILED_OVER_TEST),
            Plans.HOLD,
            FakeOperation.FINISH);
  }

  @Test
  void startsNothingWhenTheGoalIsReachedAlready() {
    OperationResult result = server.complete(CLEANUP);

    assertThat(result.end()).isEqualTo(End.COMPLETED);
    assertThat(result.destinationName()).isNull();
    assertThat(server.fake().stepCalls()).isEmpty();
  }

  @Test
  void runsStepsThatNeedNothingOfEachOtherAtTheSameTime() {
    Gate snapshot = server.fake().holds("snapshot/0");
    Gate detach = server.fake().holds("detach/1");
    Gate injection = server.fake().holds("inject");
    server
        .fake()
        .plans(
            FAILED_OVER_TEST,
            Plans.to(FAILED_OVER_TEST, Plans.snapshot(0), Plans.detach(1), Plans.inject()));
    WorkflowStub operation = server.start(TEST_FAILOVER);

    snapshot.awaitReached();
    detach.awaitReached();
    injection.awaitReached();

    server.fake().openAllGates();
    assertThat(server.result(operation, OperationResult.class).end()).isEqualTo(End.COMPLETED);
  }

  @Test
  void startsAStepOnlyWhenAllItNeedsIsDone() {
    Gate slow = server.fake().holds("snapshot/1");
    server
        .fake()
        .plans(
            FAILED_OVER_TEST,
            Plans.to(
                FAILED_OVER_TEST,
                Plans.snapshot(0),
                Plans.snapshot(1),
                Plans.detach(0, "snapshot/0"),
                Plans.detach(1, "snapshot/0", "snapshot/1")));
    WorkflowStub operation = server.start(TEST_FAILOVER);
    await().until(() -> stateOf(operation, "detach/0") == StepState.DONE);

    assertThat(stateOf(operation, "detach/1")).isEqualTo(StepState.PENDING);
    assertThat(server.fake().started()).doesNotContain("detach/1");

    slow.open();
    server.result(operation, OperationResult.class);
    assertThat(server.fake().log()).containsSubsequence("end snapshot/1", "start detach/1");
  }

  @Test
  void triesAStepAgainWhileItsFailureIsWorthIt() {
    server.fake().fails(Plans.HOLD, 3, "CloudStackUnavailable");
    server.fake().plans(FAILED_OVER_TEST, Plans.to(FAILED_OVER_TEST, Plans.hold()));

    assertThat(server.complete(TEST_FAILOVER).failures()).isEmpty();

    assertThat(server.fake().started()).filteredOn(Plans.HOLD::equals).hasSize(4);
  }

  @Test
  void waitsForWhatIsUnderWayAndPlansAgain() {
    server.fake().plans(READY, Plans.waitFor("job-1"), Plans.to(READY, Plans.revert(0)));

    server.complete(CLEANUP);

    assertThat(server.fake().started())
        .containsSubsequence(
            FakeOperation.planning(READY),
            FakeOperation.AWAIT,
            FakeOperation.planning(READY),
            "revert/0");
  }

  @Test
  void countsRoundsAndKeepsTheOperationAndItsFencingThroughThem() {
    server.fake().plans(READY, Plans.waitFor("job-1"), Plans.waitFor("job-2"));

    OperationResult result = server.complete(CLEANUP);

    assertThat(server.fake().planRequests())
        .extracting(PlanRequest::operation)
        .allSatisfy(ref -> assertThat(ref.id()).isEqualTo(result.operation()))
        .allSatisfy(ref -> assertThat(ref.fencing()).isEqualTo(7))
        .extracting(ref -> ref.round())
        .containsExactly(1, 2, 3);
  }

  @Test
  void givesUpWhenWhatIsUnderWayNeverEnds() {
    for (int i = 0; i <= 10; i++) {
      server.fake().plans(FAILED_OVER_TEST, Plans.waitFor("job-1"));
    }

    OperationResult result = server.failedResult(server.start(TEST_FAILOVER));

    assertThat(result.end()).isEqualTo(End.REFUSED);
    assertThat(result.reasons()).extracting(r -> r.code()).containsExactly("STILL_UNDER_WAY");
    assertThat(server.fake().stepCalls()).isEmpty();
  }

  private StepState stateOf(WorkflowStub operation, String step) {
    return server.progress(operation).steps().stream()
        .filter(s -> s.id().equals(step))
        .map(Progress.StepProgress::state)
        .findFirst()
        .orElse(null);
  }
}
