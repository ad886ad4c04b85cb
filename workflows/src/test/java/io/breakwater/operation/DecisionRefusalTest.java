package io.breakwater.operation;

import static io.breakwater.operation.OperationKind.COMMIT;
import static io.breakwater.operation.OperationKind.LIVE_FAILOVER;
import static io.breakwater.plan.Goal.COMMITTED;
import static io.breakwater.plan.Goal.FAILED_OVER_LIVE;
import static io.breakwater.plan.Goal.READY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.breakwater.operation.Decision.Choice;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.step.OperationActivities.AuditEntry;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowStub;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DecisionRefusalTest {
  private static final String BOOM = "CloudStackError:431";

  @RegisterExtension final OperationServer server = new OperationServer();

  @Test
  void asksForADecisionForWhoDecidesAndForWhy() {
    WorkflowStub operation = holdAt("snapshot/0");

    assertThat(server.refusalOf(operation, new Decision(null, null, "jane", "so", false)))
        .contains("RETRY", "SKIP", "ROLL_BACK", "GIVE_UP");
    assertThat(server.refusalOf(operation, new Decision(Choice.RETRY, null, " ", "so", false)))
        .contains("\"by\"");
    assertThat(server.refusalOf(operation, new Decision(Choice.RETRY, null, "jane", null, false)))
        .contains("\"reason\"");
    assertThat(server.progress(operation).state()).isEqualTo(Progress.State.AWAITING_OPERATOR);
  }

  @Test
  void saysThatNothingIsToBeDecidedWhileItRuns() {
    Gate step = server.fake().holds("snapshot/0");
    server.fake().plans(FAILED_OVER_LIVE, Plans.to(FAILED_OVER_LIVE, Plans.snapshot(0)));
    WorkflowStub operation = server.start(LIVE_FAILOVER);
    step.awaitReached();

    assertThat(server.refusalOf(operation, Decisions.RETRY)).contains("does not wait", "RUNNING");

    step.open();
    assertThat(server.result(operation, OperationResult.class).end()).isEqualTo(End.COMPLETED);
  }

  @Test
  void takesOneDecisionAndTellsTheOthersSo() {
    WorkflowStub operation = holdAt("snapshot/0");

    long taken =
        IntStream.range(0, 6)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> isTaken(operation)))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .filter(t -> t)
            .count();

    assertThat(taken).isEqualTo(1);
    server.failedResult(operation);
    assertThat(server.fake().audit())
        .extracting(AuditEntry::what)
        .containsExactly("HOLDS", "DECIDED GIVE_UP");
  }

  @Test
  void refusesToSkipWhatTheGoalNeeds() {
    WorkflowStub operation = holdAt("snapshot/0");

    assertThat(server.refusalOf(operation, Decisions.skip("snapshot/0")))
        .contains("snapshot/0 cannot be left out", "these can: [check]");
    assertThat(server.refusalOf(operation, Decisions.skip(null)))
        .contains("name the step to leave out", "these can: [check]");
  }

  @Test
  void offersNoRetryAfterADeployThatLeftAMachineInError() {
    server.fake().plans(READY, Plans.to(READY, Plans.revert(0)));
    WorkflowStub operation = holdAt("snapshot/0", Failures.DEPLOY_FAILED);

    assertThat(server.refusalOf(operation, Decisions.RETRY)).contains("ROLL_BACK removes it");
    assertThat(server.refusalOf(operation, Decisions.skip("check"))).contains("ROLL_BACK");
    assertThat(server.progress(operation).noRetry()).contains("deploys only one");
    assertThat(server.progress(operation).skippable()).isEmpty();

    server.decide(operation, Decisions.ROLL_BACK);
    assertThat(server.failedResult(operation).end()).isEqualTo(End.ROLLED_BACK);
  }

  @Test
  void refusesToSkipWhatIsDoneAlready() {
    server
        .fake()
        .plans(
            FAILED_OVER_LIVE,
            Plans.to(FAILED_OVER_LIVE, Plans.check(), Plans.snapshot(0, "check")));
    server.fake().failsForGood("snapshot/0", BOOM);
    WorkflowStub operation = server.start(LIVE_FAILOVER);
    server.awaitHolding(operation);

    assertThat(server.refusalOf(operation, Decisions.skip("check"))).contains("no step that is");
  }

  @Test
  void refusesToRollACommitBack() {
    server.fake().plans(COMMITTED, Plans.to(COMMITTED, Plans.snapshot(0)));
    server.fake().failsForGood("snapshot/0", BOOM);
    WorkflowStub operation = server.start(COMMIT);
    server.awaitHolding(operation);

    assertThat(server.refusalOf(operation, Decisions.DISCARD)).contains("commit", "RETRY");

    server.decide(operation, Decisions.RETRY);
    assertThat(server.result(operation, OperationResult.class).end()).isEqualTo(End.COMPLETED);
  }

  @Test
  void refusesToDiscardLiveDataThatNobodyAgreedToLose() {
    WorkflowStub operation = holdAt("check");

    assertThat(server.refusalOf(operation, Decisions.ROLL_BACK)).contains("confirmDiscard");
    assertThat(server.fake().planRequests()).hasSize(1);
  }

  @Test
  void tellsThePlannerThatLiveDataMayBeDiscarded() {
    WorkflowStub operation = holdAt("check");
    server.fake().plans(READY, Plans.to(READY, Plans.revert(0)));

    server.decide(operation, Decisions.DISCARD);
    OperationResult result = server.failedResult(operation);

    assertThat(result.end()).isEqualTo(End.ROLLED_BACK);
    assertThat(server.fake().planRequests())
        .extracting(r -> r.goal() + " " + r.options().confirmDiscard())
        .containsExactly("FAILED_OVER_LIVE false", "READY true");
    await().until(() -> server.fake().audit().size() == 2);
    assertThat(server.fake().audit().get(1).what()).contains("ROLL_BACK", "discarded");
  }

  private boolean isTaken(WorkflowStub operation) {
    Throwable refused = catchThrowable(() -> server.decide(operation, Decisions.GIVE_UP));
    assertThat(refused).satisfiesAnyOf(t -> assertThat(t).isNull(), this::saysSo);
    return refused == null;
  }

  private void saysSo(Throwable refused) {
    assertThat(refused).isInstanceOf(WorkflowException.class);
  }

  /** A live failover: snapshot, start, check; one of them fails. */
  private WorkflowStub holdAt(String step) {
    return holdAt(step, BOOM);
  }

  private WorkflowStub holdAt(String step, String type) {
    server
        .fake()
        .plans(
            FAILED_OVER_LIVE,
            Plans.to(
                FAILED_OVER_LIVE,
                Plans.snapshot(0),
                Plans.startLive("snapshot/0"),
                Plans.check("start")));
    server.fake().failsForGood(step, type);
    WorkflowStub operation = server.start(LIVE_FAILOVER);
    server.awaitHolding(operation);
    return operation;
  }
}
