package io.breakwater.operation;

import static io.breakwater.operation.OperationKind.CLEANUP;
import static io.breakwater.operation.OperationKind.TEST_FAILOVER;
import static io.breakwater.plan.Goal.FAILED_OVER_TEST;
import static io.breakwater.plan.Goal.READY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.breakwater.operation.OperationResult.End;
import io.breakwater.plan.PlanOutcome.Plan;
import io.breakwater.step.OperationActivities.AuditEntry;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.CanceledFailure;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HoldTest {
  private static final String BOOM = "CloudStackError:431";
  private static final Plan FORTH =
      Plans.to(FAILED_OVER_TEST, Plans.snapshot(0), Plans.check("snapshot/0"));

  @RegisterExtension final OperationServer server = new OperationServer();

  @Test
  void showsThatItWaitsForAPersonAndWhatFor() {
    WorkflowStub operation = holdAt("snapshot/0");

    assertThat(server.attribute(operation, SearchAttributes.PHASE)).isEqualTo("AWAITING_OPERATOR");
    assertThat(server.attribute(operation, SearchAttributes.NEEDS_OPERATOR)).isTrue();
    assertThat(server.details(operation))
        .contains("AWAITING_OPERATOR", "Waiting for a decision: snapshot 0 failed", BOOM);
    await().until(() -> !server.fake().audit().isEmpty());
    assertThat(server.fake().audit()).extracting(AuditEntry::what).containsExactly("HOLDS");
    assertThat(server.fake().audit().get(0).why()).contains("snapshot 0 failed", BOOM);
    assertThat(server.fake().results()).isEmpty();
    assertThat(server.fake().started()).doesNotContain(FakeOperation.planning(READY));
  }

  @Test
  void remindsOfItselfAgainAndAgain() {
    server.fake().remindsAfter(Duration.ofMinutes(20));
    WorkflowStub operation = holdAt("snapshot/0");
    await().until(() -> server.fake().audit().size() == 1);

    server.pass(Duration.ofMinutes(50));

    await().until(() -> server.fake().audit().size() == 3);
    assertThat(server.fake().audit())
        .extracting(AuditEntry::what)
        .containsExactly("HOLDS", "STILL HOLDS", "STILL HOLDS");
    assertThat(server.progress(operation).state()).isEqualTo(Progress.State.AWAITING_OPERATOR);
  }

  @Test
  void observesAndPlansAgainWhenToldToRetry() {
    WorkflowStub operation = holdAt("snapshot/0");
    server.fake().plans(FAILED_OVER_TEST, FORTH);

    Decided decided = server.decide(operation, Decisions.RETRY);

    assertThat(decided.decision()).isEqualTo(Decision.Choice.RETRY);
    OperationResult result = server.result(operation, OperationResult.class);
    assertThat(result.end()).isEqualTo(End.COMPLETED);
    assertThat(result.failures()).extracting(StepFailure::stepId).containsExactly("snapshot/0");
    assertThat(server.fake().logFrom("fail snapshot/0"))
        .containsSubsequence(
            "start " + FakeOperation.planning(FAILED_OVER_TEST), "end snapshot/0", "end check");
    assertThat(server.attribute(operation, SearchAttributes.NEEDS_OPERATOR)).isFalse();
  }

  @Test
  void keepsWhoDecidedWhatAndWhy() {
    WorkflowStub operation = holdAt("snapshot/0");

    server.decide(operation, Decisions.RETRY);
    server.result(operation, OperationResult.class);

    assertThat(server.fake().audit())
        .extracting(AuditEntry::what, AuditEntry::by)
        .containsExactly(tuple("HOLDS", null), tuple("DECIDED RETRY", "jane"));
    assertThat(server.fake().audit().get(1).why()).isEqualTo("the storage is back");
  }

  @Test
  void holdsAgainWhenTheRetryFailsAndAsksAboutTheNewFailure() {
    WorkflowStub operation = holdAt("snapshot/0");
    server.fake().plans(FAILED_OVER_TEST, FORTH);
    server.fake().failsForGood("check", "NoAddress");

    server.decide(operation, Decisions.RETRY);

    await().until(() -> server.fake().audit().size() == 3);
    assertThat(server.fake().audit().get(2).what()).isEqualTo("HOLDS");
    assertThat(server.fake().audit().get(2).why())
        .contains("check failed", "NoAddress")
        .doesNotContain("snapshot 0");
  }

  @Test
  void plansWithoutTheStepThatIsSkipped() {
    WorkflowStub operation = holdAt("check");
    server.fake().plans(FAILED_OVER_TEST, Plans.to(FAILED_OVER_TEST, Plans.hold()));

    server.decide(operation, Decisions.skip("check"));
    OperationResult result = server.result(operation, OperationResult.class);

    assertThat(result.end()).isEqualTo(End.COMPLETED);
    assertThat(server.fake().planRequests())
        .extracting(r -> r.options().skippedSteps())
        .satisfiesExactly(
            first -> assertThat(first).isEmpty(),
            second -> assertThat(second).containsExactly("check"));
    assertThat(server.fake().audit()).extracting(AuditEntry::what).contains("DECIDED SKIP check");
  }

  @Test
  void goesBackToReadyWhenToldToRollBack() {
    WorkflowStub operation = holdAt("snapshot/0");
    server.fake().plans(READY, Plans.to(READY, Plans.revert(0)));

    server.decide(operation, Decisions.ROLL_BACK);
    OperationResult result = server.failedResult(operation);

    assertThat(result.end()).isEqualTo(End.ROLLED_BACK);
    assertThat(server.fake().started()).contains("revert/0");
    assertThat(server.fake().planRequests()).noneMatch(r -> r.options().confirmDiscard());
  }

  @Test
  void endsAsItIsWhenGivenUp() {
    WorkflowStub operation = holdAt("snapshot/0");

    server.decide(operation, Decisions.GIVE_UP);
    OperationResult result = server.failedResult(operation);

    assertThat(result.end()).isEqualTo(End.CLEANUP_REQUIRED);
    assertThat(result.summary()).contains("given up", "snapshot 0 failed");
    assertThat(server.fake().started()).doesNotContain(FakeOperation.planning(READY));
    assertThat(server.attribute(operation, SearchAttributes.NEEDS_OPERATOR)).isTrue();
  }

  @Test
  void rollsBackWhenItIsCancelledWhileItHolds() {
    WorkflowStub operation = holdAt("snapshot/0");
    server.fake().plans(READY, Plans.to(READY, Plans.revert(0)));

    operation.cancel();

    assertThat(server.failure(operation)).isInstanceOf(CanceledFailure.class);
    assertThat(server.fake().results().get(0).end()).isEqualTo(End.CANCELLED);
    assertThat(server.fake().started()).contains("revert/0");
    assertThat(server.fake().audit())
        .extracting(AuditEntry::what, AuditEntry::by)
        .contains(tuple("DECIDED ROLL_BACK", "cancel"));
  }

  @Test
  void holdsWhenTheWayIsRefusedAfterSomethingWasDone() {
    WorkflowStub operation = holdAt("snapshot/0");
    server.fake().plans(FAILED_OVER_TEST, Plans.refusal("DISK_LOST", true));

    server.decide(operation, Decisions.RETRY);

    await().until(() -> server.fake().audit().size() == 3);
    assertThat(server.fake().audit().get(2).why()).contains("cannot go on", "DISK_LOST");
    assertThat(server.refusalOf(operation, Decisions.skip("check"))).contains("no step");
  }

  @Test
  void saysNothingOfARefusalThatARetryOvercame() {
    WorkflowStub operation = holdAt("snapshot/0");
    server.fake().plans(FAILED_OVER_TEST, Plans.refusal("DISK_LOST", true), FORTH);
    server.decide(operation, Decisions.RETRY);
    await().until(() -> server.fake().audit().size() == 3);
    server.awaitHolding(operation);

    server.decide(operation, Decisions.RETRY);

    assertThat(server.result(operation, OperationResult.class).reasons()).isEmpty();
  }

  @Test
  void letsACleanupBeRetriedWhenAskedToHold() {
    for (int i = 0; i < 3; i++) {
      server.fake().plans(READY, Plans.to(READY, Plans.revert(0)));
      server.fake().failsForGood("revert/0", BOOM);
    }
    WorkflowStub cleanup = server.start(CLEANUP, holding());
    server.awaitHolding(cleanup);
    assertThat(server.refusalOf(cleanup, Decisions.ROLL_BACK)).contains("is the way back");

    server.decide(cleanup, Decisions.RETRY);

    assertThat(server.result(cleanup, OperationResult.class).end()).isEqualTo(End.COMPLETED);
  }

  /** The step fails, and the operation waits for a person. */
  private WorkflowStub holdAt(String step) {
    server.fake().plans(FAILED_OVER_TEST, FORTH);
    server.fake().failsForGood(step, BOOM);
    WorkflowStub operation = server.start(TEST_FAILOVER, holding());
    server.awaitHolding(operation);
    return operation;
  }

  private static OperationRequest holding() {
    return OperationRequest.builder(Observations.VM).onFailure(FailurePolicy.HOLD).build();
  }
}
