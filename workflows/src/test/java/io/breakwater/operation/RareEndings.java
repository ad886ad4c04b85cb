package io.breakwater.operation;

import static io.breakwater.operation.OperationKind.CLEANUP;
import static io.breakwater.operation.OperationKind.LIVE_FAILOVER;
import static io.breakwater.operation.OperationKind.TEST_FAILOVER;
import static io.breakwater.plan.Goal.FAILED_OVER_TEST;
import static org.awaitility.Awaitility.await;

import io.breakwater.operation.Flows.Flow;
import io.breakwater.plan.Goal;
import io.breakwater.plan.Planner;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.ContextStatus;
import io.breakwater.vm.OperationId;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Ends that hardly ever come: out of the runner's corners, and of what starts operations. */
final class RareEndings {
  private static final OperationId TEST = new OperationId("5f0c3a52-0000-4000-8000-0000000000cc");
  private static final String SNAPSHOT = "take-snapshot/disk-2000";
  private static final String BOOM = "CloudStackError:530";
  private static final Decision GIVE_UP = Decisions.GIVE_UP;
  private static final Decision ROLL_BACK = Decisions.ROLL_BACK;

  private RareEndings() {}

  static List<Flow> all() {
    return List.of(
        new Flow("test-failover-held-and-given-up", s -> hold(s, TEST_FAILOVER, GIVE_UP)),
        new Flow("test-failover-held-and-rolled-back", s -> hold(s, TEST_FAILOVER, ROLL_BACK)),
        new Flow("test-failover-taken-over", RareEndings::takenOver),
        new Flow("test-failover-not-begun", RareEndings::notBegun),
        new Flow("test-failover-cancelled-at-once", RareEndings::cancelledAtOnce),
        new Flow("test-failover-unobserved", RareEndings::unobserved),
        new Flow("live-failover-rolled-back", RareEndings::liveRolledBack),
        new Flow("live-failover-needs-a-person", RareEndings::liveBackInVain),
        new Flow("live-failover-without-reason", RareEndings::liveWithoutReason),
        new Flow("cleanup-held-and-given-up", RareEndings::cleanupGivenUp),
        new Flow("batch-refused", s -> Flows.ended(s, Fleet.start(s, Fleet.vms(null, "nobody")))),
        new Flow("batch-stopped", RareEndings::batchStopped),
        new Flow("submit-dry-run", RareEndings::submitDryRun),
        new Flow("submit-ambiguous", RareEndings::submitAmbiguous),
        new Flow("submit-while-busy", RareEndings::submitWhileBusy),
        new Flow("inspect-failed", RareEndings::inspectInVain),
        new Flow("end-of-test-cancelled", RareEndings::endOfTestCancelled),
        new Flow("end-of-test-while-busy", RareEndings::endOfTestWhileBusy));
  }

  private static OperationRequest holding() {
    return OperationRequest.builder(Observations.VM).onFailure(FailurePolicy.HOLD).build();
  }

  private static WorkflowStub hold(OperationServer server, OperationKind kind, Decision decision) {
    Flows.planAsSeen(server, Observations.ready(3));
    Flows.wayBack(server);
    server.fake().failsForGood(SNAPSHOT, BOOM);
    WorkflowStub operation = server.start(kind, holding());
    server.awaitHolding(operation);
    return Flows.decided(server, operation, decision);
  }

  private static WorkflowStub takenOver(OperationServer server) {
    Flows.planAsSeen(server, Observations.ready(3));
    server.fake().failsForGood(SNAPSHOT, Failures.LEASE_LOST);
    return Flows.ended(server, server.start(TEST_FAILOVER));
  }

  private static WorkflowStub notBegun(OperationServer server) {
    server.fake().failsForGood(FakeOperation.BEGIN, Failures.LEASE_HELD);
    return Flows.ended(server, server.start(TEST_FAILOVER));
  }

  private static WorkflowStub cancelledAtOnce(OperationServer server) {
    Gate begin = server.fake().holdsUntilCancelled(FakeOperation.BEGIN);
    WorkflowStub operation = server.start(TEST_FAILOVER);
    begin.awaitReached();
    operation.cancel();
    server.awaitEvent(operation, EventType.EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED);
    begin.open();
    return Flows.ended(server, operation);
  }

  private static WorkflowStub unobserved(OperationServer server) {
    server.fake().failsForGood(FakeOperation.planning(FAILED_OVER_TEST), "CloudStackAuth");
    return Flows.ended(server, server.start(TEST_FAILOVER));
  }

  private static WorkflowStub liveRolledBack(OperationServer server) {
    Flows.planAsSeen(server, Observations.readyForLive(3));
    Flows.wayBack(server);
    server.fake().failsForGood(SNAPSHOT, BOOM);
    OperationRequest request =
        OperationRequest.builder(Observations.VM).onFailure(FailurePolicy.ROLL_BACK).build();
    return Flows.ended(server, server.start(LIVE_FAILOVER, request));
  }

  private static WorkflowStub liveBackInVain(OperationServer server) {
    server
        .fake()
        .plansBy(
            Goal.FAILED_OVER_LIVE,
            r -> new Planner().plan(Observations.readyForLive(3), r.goal(), r.options()));
    server.fake().sees(Observations.readyForLive(3));
    for (int i = 0; i < 3; i++) {
      Flows.wayBack(server);
      server.fake().failsForGood("revert/0", BOOM);
    }
    server.fake().failsForGood(SNAPSHOT, BOOM);
    WorkflowStub operation = server.start(LIVE_FAILOVER);
    server.awaitHolding(operation);
    return Flows.decided(server, operation, ROLL_BACK);
  }

  private static WorkflowStub liveWithoutReason(OperationServer server) {
    OperationRequest request = OperationRequest.builder(Observations.VM).unplanned(true).build();
    return Flows.ended(server, server.start(LIVE_FAILOVER, request));
  }

  private static WorkflowStub cleanupGivenUp(OperationServer server) {
    for (int i = 0; i < 3; i++) {
      Flows.wayBack(server);
      server.fake().failsForGood("revert/0", BOOM);
    }
    WorkflowStub operation = server.start(CLEANUP, holding());
    server.awaitHolding(operation);
    return Flows.decided(server, operation, GIVE_UP);
  }

  private static WorkflowStub batchStopped(OperationServer server) {
    Fleet.knows(server, 2, vm -> Plans.refusal("NO_TEST_NETWORK", false));
    return Flows.ended(server, Fleet.start(server, Fleet.stoppingOnFailure("web1", "web2")));
  }

  private static void knowsPgtest(OperationServer server, ContextId... contexts) {
    Candidate[] vms = new Candidate[contexts.length];
    for (int i = 0; i < vms.length; i++) {
      vms[i] =
          new Candidate(
              contexts[i], "pgtest1", "vcenter-" + i, "4205", ContextStatus.ready_for_failover);
    }
    server.fake().knows(vms);
  }

  private static WorkflowStub submit(OperationServer server, boolean dryRun) {
    Map<String, Object> request = new HashMap<>();
    request.put("operation", "TEST_FAILOVER");
    request.put("vm", "pgtest1");
    request.put("dryRun", dryRun);
    return Flows.ended(server, server.start("Submit", "submit-1", request));
  }

  private static WorkflowStub submitDryRun(OperationServer server) {
    knowsPgtest(server, Observations.VM);
    Flows.planAsSeen(server, Observations.ready(3));
    return submit(server, true);
  }

  private static WorkflowStub submitAmbiguous(OperationServer server) {
    knowsPgtest(server, Observations.VM, new ContextId("ctx-pgtest1-20250922-999999"));
    return submit(server, false);
  }

  private static WorkflowStub submitWhileBusy(OperationServer server) {
    knowsPgtest(server, Observations.VM);
    Gate step = server.fake().holds(Plans.HOLD);
    server.fake().plans(FAILED_OVER_TEST, Plans.to(FAILED_OVER_TEST, Plans.hold()));
    server.start(TEST_FAILOVER);
    step.awaitReached();
    return submit(server, false);
  }

  private static WorkflowStub inspectInVain(OperationServer server) {
    server.fake().failsForGood(FakeOperation.planning(FAILED_OVER_TEST), "CloudStackAuth");
    OperationRequest request = OperationRequest.of(Observations.VM);
    String id = Queues.inspectId(Observations.VM, "1");
    return Flows.ended(server, server.start("Inspect", id, TEST_FAILOVER, request));
  }

  private static WorkflowStub endOfTest(OperationServer server) {
    String id = Queues.endOfTestId(TEST);
    return server.start("EndOfTest", id, Observations.VM, TEST, Duration.ofHours(2));
  }

  private static WorkflowStub endOfTestCancelled(OperationServer server) {
    WorkflowStub end = endOfTest(server);
    server.awaitEvent(end, EventType.EVENT_TYPE_TIMER_STARTED);
    end.cancel();
    return Flows.ended(server, end);
  }

  /** A step that is tried again for hours, because no time passes while one is held. */
  private static WorkflowStub endOfTestWhileBusy(OperationServer server) {
    server.fake().isPatientFor(Duration.ofHours(6));
    server.fake().isDown(Plans.HOLD, "CloudStackUnavailable");
    server.fake().plans(FAILED_OVER_TEST, Plans.to(FAILED_OVER_TEST, Plans.hold()));
    server.start(TEST_FAILOVER);
    await().until(() -> server.fake().started().contains(Plans.HOLD));
    WorkflowStub end = endOfTest(server);
    server.pass(Duration.ofHours(2).plusMinutes(3));
    await().until(() -> failedToStart(server, end) > 0);
    server.fake().recovers(Plans.HOLD);
    return Flows.ended(server, end);
  }

  private static long failedToStart(OperationServer server, WorkflowStub workflow) {
    return server.history(workflow).getEvents().stream()
        .filter(e -> e.getEventType() == EventType.EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_FAILED)
        .count();
  }
}
