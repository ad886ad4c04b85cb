package io.breakwater.operation;

import static io.breakwater.operation.OperationKind.CLEANUP;
import static io.breakwater.operation.OperationKind.COMMIT;
import static io.breakwater.operation.OperationKind.LIVE_FAILOVER;
import static io.breakwater.operation.OperationKind.RECOVERY;
import static io.breakwater.operation.OperationKind.ROLLBACK;
import static io.breakwater.operation.OperationKind.TEST_FAILOVER;
import static io.breakwater.plan.Goal.FAILED_OVER_TEST;
import static org.awaitility.Awaitility.await;

import io.breakwater.observation.Observation;
import io.breakwater.operation.Flows.Flow;
import io.breakwater.plan.PlanOutcome;
import io.breakwater.plan.Planner;
import io.breakwater.step.OperationActivities.PlanRequest;
import io.breakwater.vm.ContextStatus;
import io.breakwater.vm.OperationId;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowStub;
import java.util.List;
import java.util.Map;

/** Every way in which a workflow can end that {@link Flows} has not. */
final class Endings {
  private static final OperationId TEST = new OperationId("5f0c3a52-0000-4000-8000-0000000000bb");
  private static final String HOLD = "hold-replication";
  private static final String BOOM = "CloudStackError:530";

  private Endings() {}

  static List<Flow> all() {
    Observation failedOver = Observations.failedOver(3, TEST);
    Observation live = Observations.liveStarted(3, TEST);
    return List.of(
        new Flow("test-failover-needs-a-person", Endings::testFailsBothWays),
        new Flow("test-failover-held-and-retried", Endings::testHeld),
        new Flow("live-failover-refused", s -> end(s, LIVE_FAILOVER, failedOver)),
        new Flow("live-failover-cancelled", Endings::cancelLive),
        new Flow("cleanup-refused", s -> end(s, CLEANUP, live)),
        new Flow("cleanup-cancelled", s -> cancel(s, CLEANUP, failedOver, HOLD)),
        new Flow("rollback-refused", s -> end(s, ROLLBACK, live)),
        new Flow("rollback-needs-a-person", s -> wayBackInVain(s, ROLLBACK)),
        new Flow("rollback-cancelled", s -> cancel(s, ROLLBACK, failedOver, HOLD)),
        new Flow("recovery-refused", s -> end(s, RECOVERY, live)),
        new Flow("recovery-needs-a-person", s -> wayBackInVain(s, RECOVERY)),
        new Flow("recovery-cancelled", s -> cancel(s, RECOVERY, failedOver, HOLD)),
        new Flow("commit-refused", s -> end(s, COMMIT, Observations.readyForLive(3))),
        new Flow("commit-held-and-retried", s -> holdCommit(s, Decisions.RETRY)),
        new Flow("commit-held-and-given-up", s -> holdCommit(s, Decisions.GIVE_UP)),
        new Flow("commit-cancelled", Endings::cancelCommit),
        new Flow("submit-completed", s -> submit(s, "pgtest1")),
        new Flow("submit-refused", s -> submit(s, "nobody")),
        new Flow("inspect-completed", Endings::inspect),
        new Flow("batch-completed", BatchFlows::completed));
  }

  private static WorkflowStub end(OperationServer server, OperationKind kind, Observation seen) {
    Flows.planAsSeen(server, seen);
    return Flows.ended(server, server.start(kind));
  }

  private static WorkflowStub cancel(
      OperationServer server, OperationKind kind, Observation seen, String step) {
    Flows.planAsSeen(server, seen);
    return cancelIn(server, kind, step);
  }

  private static WorkflowStub cancelIn(OperationServer server, OperationKind kind, String step) {
    WorkflowStub operation = cancelled(server, kind, step);
    return Flows.ended(server, operation);
  }

  private static WorkflowStub cancelled(OperationServer server, OperationKind kind, String step) {
    Gate gate = server.fake().holds(step);
    WorkflowStub operation = server.start(kind);
    gate.awaitReached();
    await().until(() -> Flows.runsNothingBut(step, server.progress(operation)));
    operation.cancel();
    server.awaitEvent(operation, EventType.EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED);
    gate.open();
    return operation;
  }

  private static WorkflowStub cancelLive(OperationServer server) {
    Flows.planAsSeen(server, Observations.readyForLive(3));
    Flows.wayBack(server);
    return cancelIn(server, LIVE_FAILOVER, "power-off-source");
  }

  private static WorkflowStub testFailsBothWays(OperationServer server) {
    server.fake().plansBy(FAILED_OVER_TEST, Endings::planned);
    server.fake().failsForGood("take-snapshot/disk-2000", BOOM);
    return wayBackInVain(server, TEST_FAILOVER);
  }

  private static PlanOutcome planned(PlanRequest request) {
    return new Planner().plan(Observations.ready(3), request.goal(), request.options());
  }

  private static WorkflowStub wayBackInVain(OperationServer server, OperationKind kind) {
    for (int i = 0; i < 3; i++) {
      Flows.wayBack(server);
      server.fake().failsForGood("revert/0", BOOM);
    }
    return Flows.ended(server, server.start(kind));
  }

  private static WorkflowStub testHeld(OperationServer server) {
    Flows.planAsSeen(server, Observations.ready(3));
    Flows.planAsSeen(server, Observations.ready(3));
    server.fake().failsForGood("take-snapshot/disk-2000", BOOM);
    WorkflowStub operation =
        server.start(
            TEST_FAILOVER,
            OperationRequest.builder(Observations.VM).onFailure(FailurePolicy.HOLD).build());
    server.awaitHolding(operation);
    return Flows.decided(server, operation, Decisions.RETRY);
  }

  private static WorkflowStub holdCommit(OperationServer server, Decision decision) {
    Flows.planAsSeen(server, Observations.liveStarted(3, TEST));
    server.fake().failsForGood("release-machine", BOOM);
    WorkflowStub operation = server.start(COMMIT);
    server.awaitHolding(operation);
    return Flows.decided(server, operation, decision);
  }

  private static WorkflowStub cancelCommit(OperationServer server) {
    Flows.planAsSeen(server, Observations.liveStarted(3, TEST));
    WorkflowStub operation = cancelled(server, COMMIT, HOLD);
    server.awaitHolding(operation);
    return Flows.decided(server, operation, Decisions.GIVE_UP);
  }

  private static WorkflowStub submit(OperationServer server, String vm) {
    server
        .fake()
        .knows(
            new Candidate(
                Observations.VM, "pgtest1", "vcenter", "4205", ContextStatus.ready_for_failover));
    server.fake().plans(FAILED_OVER_TEST, Plans.to(FAILED_OVER_TEST, Plans.hold()));
    Map<String, Object> request = Map.of("operation", "TEST_FAILOVER", "vm", vm);
    return Flows.ended(server, server.start("Submit", "submit-1", request));
  }

  private static WorkflowStub inspect(OperationServer server) {
    Flows.planAsSeen(server, Observations.ready(3));
    String id = Queues.inspectId(Observations.VM, "1");
    OperationRequest request = OperationRequest.of(Observations.VM);
    return Flows.ended(server, server.start("Inspect", id, TEST_FAILOVER, request));
  }
}
