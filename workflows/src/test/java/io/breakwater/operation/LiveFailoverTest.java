package io.breakwater.operation;

import static io.breakwater.operation.OperationKind.LIVE_FAILOVER;
import static io.breakwater.operation.OperationKind.ROLLBACK;
import static io.breakwater.plan.Goal.FAILED_OVER_LIVE;
import static io.breakwater.plan.Goal.READY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.operation.OperationResult.End;
import io.breakwater.vm.OperationId;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.CanceledFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LiveFailoverTest {
  private static final String BOOM = "CloudStackError:431";
  private static final OperationId EARLIER = new OperationId("an earlier live failover");

  @RegisterExtension final OperationServer server = new OperationServer();

  @Test
  void holdsByItselfWhenAStepFails() {
    planSnapshotAndStart();
    server.fake().failsForGood("snapshot/0", BOOM);

    WorkflowStub operation = server.start(LIVE_FAILOVER);

    server.awaitHolding(operation);
    assertThat(server.fake().started()).doesNotContain(FakeOperation.planning(READY), "start");
  }

  @Test
  void rollsBackBeforeTheStartWhenAskedTo() {
    planSnapshotAndStart();
    server.fake().plans(READY, Plans.to(READY, Plans.revert(0)));
    server.fake().failsForGood("snapshot/0", BOOM);

    OperationResult result = server.failedResult(server.start(LIVE_FAILOVER, rollingBack()));

    assertThat(result.end()).isEqualTo(End.ROLLED_BACK);
    assertThat(server.fake().started()).contains("revert/0").doesNotContain("start");
  }

  @Test
  void saysThatTheSourceIsLeftOff() {
    server
        .fake()
        .plans(
            FAILED_OVER_LIVE,
            Plans.to(FAILED_OVER_LIVE, Plans.powerOff(), Plans.snapshot(0, "power-off-source")));
    server.fake().plans(READY, Plans.to(READY, Plans.revert(0)));
    server.fake().failsForGood("snapshot/0", BOOM);

    OperationResult result = server.failedResult(server.start(LIVE_FAILOVER, rollingBack()));

    assertThat(result.summary()).contains("its source is left off", "powerOnSource");
  }

  @Test
  void holdsAfterTheStartWhateverItWasAskedTo() {
    planSnapshotAndStart();
    server.fake().failsForGood("start", BOOM);

    WorkflowStub operation = server.start(LIVE_FAILOVER, rollingBack());

    server.awaitHolding(operation);
    assertThat(server.fake().started()).doesNotContain(FakeOperation.planning(READY));
  }

  @Test
  void rollsBackWhenItIsCancelledBeforeTheStart() {
    Gate snapshot = server.fake().holds("snapshot/0");
    planSnapshotAndStart();
    server.fake().plans(READY, Plans.to(READY, Plans.revert(0)));
    WorkflowStub operation = server.start(LIVE_FAILOVER);
    snapshot.awaitReached();

    cancel(operation);
    snapshot.open();

    assertThat(server.failure(operation)).isInstanceOf(CanceledFailure.class);
    assertThat(server.fake().started()).contains("revert/0").doesNotContain("start");
    assertThat(server.fake().results().get(0).end()).isEqualTo(End.CANCELLED);
  }

  @Test
  void holdsWhenItIsCancelledAfterTheStartWasSubmitted() {
    WorkflowStub operation = cancelDuringStart();

    server.awaitHolding(operation);

    await().until(() -> server.fake().audit().size() == 1);
    assertThat(server.fake().audit().get(0).why())
        .contains("cancelled after the start of the live destination");
    assertThat(server.fake().started()).doesNotContain(FakeOperation.planning(READY));
  }

  @Test
  void goesOnAfterACancelWhenAPersonSaysSo() {
    WorkflowStub operation = cancelDuringStart();
    server.awaitHolding(operation);
    server.fake().plans(FAILED_OVER_LIVE, Plans.to(FAILED_OVER_LIVE, Plans.check()));

    server.decide(operation, Decisions.RETRY);

    // The SDK (1.38) ends a workflow whose cancel was requested as Canceled, whatever it returns.
    assertThat(server.failure(operation)).isInstanceOf(CanceledFailure.class);
    assertThat(server.fake().started()).contains("check");
    assertThat(server.fake().results().get(0).end()).isEqualTo(End.COMPLETED);
  }

  @Test
  void saysThatItWasCancelledWhenItIsGivenUpThen() {
    WorkflowStub operation = cancelDuringStart();
    server.awaitHolding(operation);

    server.decide(operation, Decisions.GIVE_UP);

    server.failure(operation);
    OperationResult result = server.fake().results().get(0);
    assertThat(result.end()).isEqualTo(End.CLEANUP_REQUIRED);
    assertThat(result.summary()).contains("given up", "cancelled");
  }

  @Test
  void keepsHoldingWhenItIsCancelledAfterTheStart() {
    planSnapshotAndStart();
    server.fake().failsForGood("start", BOOM);
    WorkflowStub operation = server.start(LIVE_FAILOVER);
    server.awaitHolding(operation);

    operation.cancel();
    server.awaitEvent(operation, EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED);

    assertThat(server.refusalOf(operation, Decisions.ROLL_BACK)).contains("confirmDiscard");
    assertThat(server.progress(operation).state()).isEqualTo(Progress.State.AWAITING_OPERATOR);
  }

  @Test
  void bootsWithoutDriversWhenTheInjectionFailsAndSaysSo() {
    planInjection();
    server.fake().plans(FAILED_OVER_LIVE, Plans.to(FAILED_OVER_LIVE, Plans.startLive()));

    OperationResult result = server.complete(LIVE_FAILOVER);

    assertThat(result.end()).isEqualTo(End.COMPLETED);
    assertThat(result.warnings()).anyMatch(w -> w.contains("boots without drivers"));
    assertThat(server.fake().planRequests())
        .extracting(r -> r.options().skipInjection())
        .containsExactly(false, true);
  }

  @Test
  void holdsWhenTheInjectionFailsAndDriversAreWanted() {
    planInjection();

    WorkflowStub operation =
        server.start(
            LIVE_FAILOVER,
            OperationRequest.builder(Observations.VM)
                .whenInjectionFails(InjectionPolicy.FAIL)
                .build());

    server.awaitHolding(operation);
    assertThat(server.fake().planRequests()).hasSize(1);
  }

  @Test
  void holdsWhenMoreThanTheInjectionFails() {
    server
        .fake()
        .plans(FAILED_OVER_LIVE, Plans.to(FAILED_OVER_LIVE, Plans.inject(), Plans.snapshot(1)));
    Gate snapshot = server.fake().holds("snapshot/1");
    server.fake().failsForGood("inject", "InjectionFailed");
    server.fake().failsForGood("snapshot/1", BOOM);
    WorkflowStub operation = server.start(LIVE_FAILOVER);
    await().until(() -> server.fake().log().contains("fail inject"));
    snapshot.open();

    server.awaitHolding(operation);
    assertThat(server.fake().planRequests()).hasSize(1);
  }

  @Test
  void finishesARollbackOfALiveFailoverThatIsCancelled() {
    server.fake().sees(Observations.liveStarted(1, EARLIER));
    server
        .fake()
        .plans(
            READY,
            Plans.to(READY, Plans.revert(0), Plans.recordReady("revert/0")),
            Plans.to(READY, Plans.recordReady()));
    Gate revert = server.fake().holds("revert/0");
    WorkflowStub operation = server.start(ROLLBACK, discarding());
    revert.awaitReached();

    cancel(operation);
    revert.open();

    assertThat(server.failure(operation)).isInstanceOf(CanceledFailure.class);
    assertThat(server.fake().started()).contains(Plans.READY);
    assertThat(server.fake().audit()).isEmpty();
  }

  @Test
  void refusesAnUnplannedFailoverWithoutAReason() {
    OperationRequest request = OperationRequest.builder(Observations.VM).unplanned(true).build();

    OperationResult result = server.failedResult(server.start(LIVE_FAILOVER, request));

    assertThat(result.end()).isEqualTo(End.REFUSED);
    assertThat(result.reasons()).extracting(r -> r.code()).containsExactly("REASON_MISSING");
    assertThat(server.fake().log()).isEmpty();
  }

  @Test
  void opensTheBooksOfAnUnplannedFailoverWithItsReason() {
    OperationRequest request =
        OperationRequest.builder(Observations.VM)
            .unplanned(true)
            .askedBy("jane", "the site burnt down")
            .build();

    server.result(server.start(LIVE_FAILOVER, request), OperationResult.class);

    assertThat(server.fake().begins().get(0).reason()).isEqualTo("the site burnt down");
    assertThat(server.fake().begins().get(0).consents()).containsExactly("unplanned");
    assertThat(server.fake().planRequests()).allMatch(r -> r.options().unplanned());
  }

  private WorkflowStub cancelDuringStart() {
    Gate start = server.fake().holds("start");
    planSnapshotAndStart();
    WorkflowStub operation = server.start(LIVE_FAILOVER);
    start.awaitReached();
    cancel(operation);
    start.open();
    return operation;
  }

  private void cancel(WorkflowStub operation) {
    operation.cancel();
    server.awaitEvent(operation, EventType.EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED);
  }

  private void planSnapshotAndStart() {
    server
        .fake()
        .plans(
            FAILED_OVER_LIVE,
            Plans.to(FAILED_OVER_LIVE, Plans.snapshot(0), Plans.startLive("snapshot/0")));
  }

  private void planInjection() {
    server
        .fake()
        .plans(
            FAILED_OVER_LIVE,
            Plans.to(FAILED_OVER_LIVE, Plans.inject(), Plans.startLive("inject")));
    server.fake().failsForGood("inject", "InjectionFailed");
  }

  private static OperationRequest rollingBack() {
    return OperationRequest.builder(Observations.VM).onFailure(FailurePolicy.ROLL_BACK).build();
  }

  private static OperationRequest discarding() {
    return OperationRequest.builder(Observations.VM).confirmDiscard(true).build();
  }
}
