package io.breakwater.operation;

import static io.breakwater.operation.OperationKind.CLEANUP;
import static io.breakwater.operation.OperationKind.TEST_FAILOVER;
import static io.breakwater.plan.Goal.FAILED_OVER_TEST;
import static io.breakwater.plan.Goal.READY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.operation.OperationResult.End;
import io.breakwater.operation.Progress.StepState;
import io.breakwater.plan.PlanOutcome;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RollbackTest {
  private static final String BOOM = "CloudStackError:431";
  private static final PlanOutcome ONE_REVERT = Plans.to(READY, Plans.revert(0));

  @RegisterExtension final OperationServer server = new OperationServer();

  @Test
  void goesBackToReadyWhenAStepFailsAndSaysWhatFailed() {
    planTwoSteps();
    server.fake().plans(READY, ONE_REVERT);
    server.fake().failsForGood("snapshot/0", BOOM);

    ApplicationFailure failure = server.applicationFailure(server.start(TEST_FAILOVER));

    assertThat(failure.getType()).isEqualTo("RolledBack");
    OperationResult result = failure.getDetails().get(OperationResult.class);
    assertThat(result.end()).isEqualTo(End.ROLLED_BACK);
    assertThat(result.summary()).contains("snapshot 0 failed", BOOM, "ready for failover");
    assertThat(result.failures()).extracting(StepFailure::stepId).containsExactly("snapshot/0");
    assertThat(server.fake().results()).containsExactly(result);
    assertThat(server.fake().logFrom("fail"))
        .containsSubsequence(
            "start " + FakeOperation.planning(READY),
            "start revert/0",
            "end revert/0",
            "start " + FakeOperation.FINISH);
  }

  @Test
  void letsRunningStepsEndAndStartsNoOthersWhenOneFails() {
    Gate slow = server.fake().holds("snapshot/1");
    server
        .fake()
        .plans(
            FAILED_OVER_TEST,
            Plans.to(
                FAILED_OVER_TEST,
                Plans.snapshot(0),
                Plans.snapshot(1),
                Plans.detach(1, "snapshot/1")));
    server.fake().failsForGood("snapshot/0", BOOM);
    WorkflowStub operation = server.start(TEST_FAILOVER);
    await().until(() -> server.progress(operation).steps().stream().anyMatch(this::hasFailed));

    assertThat(server.fake().started()).doesNotContain(FakeOperation.planning(READY));
    slow.open();

    server.failedResult(operation);
    assertThat(server.fake().log())
        .containsSubsequence("end snapshot/1", "start " + FakeOperation.planning(READY))
        .doesNotContain("start detach/1");
  }

  @Test
  void tellsThePlannerWhatFailedOnce() {
    planTwoSteps();
    server.fake().plans(READY, Plans.waitFor("job-1"));
    server.fake().failsForGood("snapshot/0", BOOM);

    server.failedResult(server.start(TEST_FAILOVER));

    assertThat(server.fake().planRequests())
        .extracting(request -> request.failures().size())
        .containsExactly(0, 1, 0);
  }

  @Test
  void givesAStepUpWhenBudgetAndPatienceAreOver() {
    server.fake().isPatientFor(Duration.ofMinutes(10));
    planTwoSteps();
    server.fake().isDown("snapshot/0", "CloudStackUnavailable");

    OperationResult result = server.failedResult(server.start(TEST_FAILOVER));

    assertThat(result.end()).isEqualTo(End.ROLLED_BACK);
    assertThat(result.failures())
        .extracting(StepFailure::type)
        .containsExactly("CloudStackUnavailable");
    assertThat(server.fake().started()).filteredOn("snapshot/0"::equals).hasSizeGreaterThan(70);
  }

  @Test
  void needsAPersonWhenThreePlansBackFail() {
    planTwoSteps();
    server.fake().failsForGood("snapshot/0", BOOM);
    failEveryWayBack();

    ApplicationFailure failure = server.applicationFailure(server.start(TEST_FAILOVER));

    assertThat(failure.getType()).isEqualTo("CleanupRequired");
    OperationResult result = failure.getDetails().get(OperationResult.class);
    assertThat(result.reasons()).extracting(r -> r.code()).containsExactly("STILL_FAILING");
    assertThat(result.failures()).hasSize(4);
    assertThat(server.fake().started()).filteredOn("revert/0"::equals).hasSize(3);
  }

  @Test
  void namesTheStepThatStillFailsWhenItNeedsAPerson() {
    planTwoSteps();
    server.fake().failsForGood("snapshot/0", BOOM);
    failEveryWayBack();

    OperationResult result = server.failedResult(server.start(TEST_FAILOVER));

    assertThat(result.summary()).contains("revert 0 failed");
  }

  @Test
  void reachesReadyWhenALaterPlanBackWorks() {
    planTwoSteps();
    server.fake().failsForGood("snapshot/0", BOOM);
    server.fake().plans(READY, ONE_REVERT, ONE_REVERT);
    server.fake().failsForGood("revert/0", BOOM);

    OperationResult result = server.failedResult(server.start(TEST_FAILOVER));

    assertThat(result.end()).isEqualTo(End.ROLLED_BACK);
    assertThat(result.failures())
        .extracting(StepFailure::stepId)
        .containsExactly("snapshot/0", "revert/0");
  }

  @Test
  void needsAPersonWhenTheWayBackIsRefused() {
    planTwoSteps();
    server.fake().failsForGood("snapshot/0", BOOM);
    server.fake().plans(READY, Plans.refusal("NO_SNAPSHOT", true));

    OperationResult result = server.failedResult(server.start(TEST_FAILOVER));

    assertThat(result.end()).isEqualTo(End.CLEANUP_REQUIRED);
    assertThat(result.reasons()).extracting(r -> r.code()).containsExactly("NO_SNAPSHOT");
    assertThat(result.failures()).hasSize(1);
  }

  @Test
  void needsAPersonWhenACleanupFailsThreeTimes() {
    failEveryWayBack();

    OperationResult result = server.failedResult(server.start(CLEANUP));

    assertThat(result.end()).isEqualTo(End.CLEANUP_REQUIRED);
    assertThat(server.fake().started()).filteredOn("revert/0"::equals).hasSize(3);
  }

  @Test
  void plansACleanupAgainWhenAStepOfItFails() {
    server.fake().plans(READY, ONE_REVERT, ONE_REVERT);
    server.fake().failsForGood("revert/0", BOOM);

    OperationResult result = server.complete(CLEANUP);

    assertThat(result.end()).isEqualTo(End.COMPLETED);
    assertThat(result.failures()).hasSize(1);
  }

  @Test
  void stopsWithoutAWayBackWhenItsLeaseIsLost() {
    planTwoSteps();
    server.fake().failsForGood("snapshot/0", Failures.LEASE_LOST);

    ApplicationFailure failure = server.applicationFailure(server.start(TEST_FAILOVER));

    assertThat(failure.getType()).isEqualTo("Refused");
    assertThat(failure.getOriginalMessage()).contains("took pgtest1 over");
    assertThat(server.fake().started())
        .doesNotContain(FakeOperation.planning(READY), "detach/0")
        .endsWith("snapshot/0", FakeOperation.FINISH);
  }

  @Test
  void stopsWithoutAnythingMoreWhenTheLeaseIsLostOnTheWayBack() {
    planTwoSteps();
    server.fake().failsForGood("snapshot/0", BOOM);
    server.fake().plans(READY, ONE_REVERT, ONE_REVERT);
    server.fake().failsForGood("revert/0", Failures.LEASE_LOST);

    server.failedResult(server.start(TEST_FAILOVER));

    assertThat(server.fake().started()).endsWith("revert/0", FakeOperation.FINISH);
  }

  @Test
  void doesNotTakeAPlanForDoneWhoseStepsCanNeverStart() {
    server
        .fake()
        .plans(
            FAILED_OVER_TEST,
            Plans.to(FAILED_OVER_TEST, Plans.hold(), Plans.detach(0, "a step nobody planned")));

    OperationResult result = server.failedResult(server.start(TEST_FAILOVER));

    assertThat(result.end()).isEqualTo(End.ROLLED_BACK);
    assertThat(result.failures()).extracting(StepFailure::stepId).containsExactly("detach/0");
  }

  private void planTwoSteps() {
    server
        .fake()
        .plans(
            FAILED_OVER_TEST,
            Plans.to(FAILED_OVER_TEST, Plans.snapshot(0), Plans.detach(0, "snapshot/0")));
  }

  private void failEveryWayBack() {
    for (int i = 0; i < 3; i++) {
      server.fake().plans(READY, ONE_REVERT);
      server.fake().failsForGood("revert/0", BOOM);
    }
  }

  private boolean hasFailed(Progress.StepProgress step) {
    return step.state() == StepState.FAILED;
  }
}
