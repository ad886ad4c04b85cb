package io.breakwater.operation;

import static io.breakwater.operation.OperationKind.CLEANUP;
import static io.breakwater.operation.OperationKind.COMMIT;
import static io.breakwater.operation.OperationKind.LIVE_FAILOVER;
import static io.breakwater.operation.OperationKind.RECOVERY;
import static io.breakwater.operation.OperationKind.ROLLBACK;
import static io.breakwater.operation.OperationKind.TEST_FAILOVER;
import static io.breakwater.plan.Goal.FAILED_OVER_LIVE;
import static io.breakwater.plan.Goal.FAILED_OVER_TEST;
import static io.breakwater.plan.Goal.READY;
import static org.awaitility.Awaitility.await;

import io.breakwater.observation.Observation;
import io.breakwater.plan.Goal;
import io.breakwater.plan.Planner;
import io.breakwater.vm.ContextStatus;
import io.breakwater.vm.OperationId;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Whole operations on a VM with three disks, with the plans that the planner makes for it. */
final class Flows {
  private static final OperationId TEST = new OperationId("5f0c3a52-0000-4000-8000-0000000000aa");
  private static final String A_SNAPSHOT = "take-snapshot/disk-2000";
  private static final String INJECTION = "inject-drivers";
  private static final String START = "start-machine";
  private static final String CHECK = "check-machine";

  private Flows() {}

  static List<Flow> all() {
    return Stream.of(mostCommon(), Endings.all(), RareEndings.all()).flatMap(List::stream).toList();
  }

  private static List<Flow> mostCommon() {
    return List.of(
        new Flow("test-failover-completed", Flows::completeTest),
        new Flow("test-failover-rolled-back", Flows::rollBack),
        new Flow("test-failover-cancelled", Flows::cancel),
        new Flow("test-failover-refused", Flows::refuse),
        new Flow("cleanup-completed", Flows::cleanUp),
        new Flow("cleanup-needs-a-person", Flows::cleanUpInVain),
        new Flow("submit-forced", Flows::submitByForce),
        new Flow("end-of-test", Flows::endTest),
        new Flow("rollback-completed", Flows::rollBackTest),
        new Flow("rollback-live", Flows::rollBackLive),
        new Flow("recovery-completed", Flows::recover),
        new Flow("commit-completed", Flows::commit),
        new Flow("live-failover-completed", Flows::completeLive),
        new Flow("live-failover-held-and-retried", Flows::retry),
        new Flow("live-failover-held-and-step-skipped", Flows::skip),
        new Flow("live-failover-held-and-given-up", Flows::giveUp),
        new Flow("live-failover-held-and-rolled-back", Flows::discard),
        new Flow("live-failover-cancelled-after-start", Flows::cancelAfterStart),
        new Flow("live-failover-without-drivers", Flows::bootWithoutDrivers),
        new Flow("dry-run", Flows::dryRun),
        new Flow("batch-incomplete", BatchFlows::incomplete),
        new Flow("batch-cancelled", BatchFlows::cancelled));
  }

  private static WorkflowStub completeTest(OperationServer server) {
    planAsSeen(server, Observations.ready(3));
    WorkflowStub operation = server.start(TEST_FAILOVER, lasting("2h"));
    server.result(operation, OperationResult.class);
    return operation;
  }

  private static WorkflowStub rollBack(OperationServer server) {
    planAsSeen(server, Observations.ready(3));
    wayBack(server);
    server.fake().failsForGood(A_SNAPSHOT, "CloudStackError:431");
    return ended(server, server.start(TEST_FAILOVER));
  }

  private static WorkflowStub cancel(OperationServer server) {
    planAsSeen(server, Observations.ready(3));
    wayBack(server);
    Gate flush = server.fake().holds("flush-devices");
    WorkflowStub operation = server.start(TEST_FAILOVER);
    flush.awaitReached();
    // The test server fails a workflow task that cancels an activity which just ended, so all is
    // to be quiet.
    await().until(() -> runsNothingBut("flush-devices", server.progress(operation)));
    operation.cancel();
    server.awaitEvent(operation, EventType.EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED);
    flush.open();
    return ended(server, operation);
  }

  static boolean runsNothingBut(String step, Progress progress) {
    List<String> running =
        progress.steps().stream()
            .filter(s -> s.state() == Progress.StepState.RUNNING)
            .map(Progress.StepProgress::id)
            .toList();
    return running.equals(List.of(step));
  }

  private static WorkflowStub refuse(OperationServer server) {
    planAsSeen(server, Observations.failedOver(3, TEST));
    return ended(server, server.start(TEST_FAILOVER));
  }

  private static WorkflowStub cleanUp(OperationServer server) {
    server.fake().plans(READY, Plans.waitFor("job-1"));
    planAsSeen(server, Observations.failedOver(3, TEST));
    return ended(server, server.start(CLEANUP));
  }

  private static WorkflowStub cleanUpInVain(OperationServer server) {
    for (int i = 0; i < 3; i++) {
      wayBack(server);
      server.fake().failsForGood("revert/0", "CloudStackError:530");
    }
    return ended(server, server.start(CLEANUP));
  }

  private static WorkflowStub submitByForce(OperationServer server) {
    server
        .fake()
        .knows(
            new Candidate(
                Observations.VM, "pgtest1", "vcenter", "4205", ContextStatus.ready_for_failover));
    Gate hold = server.fake().holds(Plans.HOLD);
    server.fake().plans(FAILED_OVER_TEST, Plans.to(FAILED_OVER_TEST, Plans.hold()));
    WorkflowStub running = server.start(TEST_FAILOVER);
    hold.awaitReached();
    Map<String, Object> request = Map.of("operation", "CLEANUP", "vm", "pgtest1", "force", true);
    WorkflowStub submit = server.start("Submit", "submit-1", request);
    server.awaitEvent(running, EventType.EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED);
    hold.open();
    return ended(server, submit);
  }

  private static WorkflowStub endTest(OperationServer server) {
    String id = Queues.endOfTestId(TEST);
    return ended(server, server.start("EndOfTest", id, Observations.VM, TEST, Duration.ofHours(2)));
  }

  private static WorkflowStub rollBackTest(OperationServer server) {
    planAsSeen(server, Observations.failedOver(3, TEST));
    return ended(server, server.start(ROLLBACK));
  }

  private static WorkflowStub rollBackLive(OperationServer server) {
    planAsSeen(server, Observations.liveStarted(3, TEST));
    OperationRequest request =
        OperationRequest.builder(Observations.VM).confirmDiscard(true).powerOnSource(true).build();
    return ended(server, server.start(ROLLBACK, request));
  }

  private static WorkflowStub recover(OperationServer server) {
    planAsSeen(server, Observations.failedOver(3, TEST));
    planAsSeen(server, Observations.failedOver(3, TEST));
    server.fake().failsForGood("revert-snapshot/disk-2001", "CloudStackError:530");
    return ended(server, server.start(RECOVERY));
  }

  private static WorkflowStub commit(OperationServer server) {
    planAsSeen(server, Observations.liveStarted(3, TEST));
    return ended(server, server.start(COMMIT));
  }

  private static WorkflowStub completeLive(OperationServer server) {
    planAsSeen(server, Observations.readyForLive(3));
    return ended(server, server.start(LIVE_FAILOVER));
  }

  private static WorkflowStub retry(OperationServer server) {
    planAsSeen(server, Observations.readyForLive(3));
    planAsSeen(server, Observations.readyForLive(3));
    return decided(server, holdAt(server, A_SNAPSHOT), Decisions.RETRY);
  }

  private static WorkflowStub skip(OperationServer server) {
    planStarted(server);
    return decided(server, holdAt(server, CHECK), Decisions.skip(CHECK));
  }

  private static WorkflowStub giveUp(OperationServer server) {
    planStarted(server);
    return decided(server, holdAt(server, CHECK), Decisions.GIVE_UP);
  }

  private static WorkflowStub discard(OperationServer server) {
    wayBack(server);
    planStarted(server);
    return decided(server, holdAt(server, CHECK), Decisions.DISCARD);
  }

  /** The first plan is made for a VM that is ready, the next for one whose destination runs. */
  private static void planStarted(OperationServer server) {
    planAsSeen(server, Observations.readyForLive(3));
    server
        .fake()
        .plansBy(
            FAILED_OVER_LIVE,
            r ->
                new Planner()
                    .plan(
                        Observations.liveStarted(3, r.operation().id()),
                        FAILED_OVER_LIVE,
                        r.options()));
  }

  private static WorkflowStub holdAt(OperationServer server, String step) {
    server.fake().failsForGood(step, "CloudStackError:431");
    WorkflowStub operation = server.start(LIVE_FAILOVER);
    server.awaitHolding(operation);
    return operation;
  }

  static WorkflowStub decided(OperationServer server, WorkflowStub operation, Decision decision) {
    server.decide(operation, decision);
    return ended(server, operation);
  }

  private static WorkflowStub cancelAfterStart(OperationServer server) {
    planStarted(server);
    Gate start = server.fake().holds(START);
    WorkflowStub operation = server.start(LIVE_FAILOVER);
    start.awaitReached();
    await().until(() -> runsNothingBut(START, server.progress(operation)));
    operation.cancel();
    server.awaitEvent(operation, EventType.EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED);
    start.open();
    server.awaitHolding(operation);
    return decided(server, operation, Decisions.RETRY);
  }

  private static WorkflowStub bootWithoutDrivers(OperationServer server) {
    planAsSeen(server, Observations.readyForLive(3));
    planAsSeen(server, Observations.readyForLive(3));
    server.fake().failsForGood(INJECTION, "InjectionFailed");
    return ended(server, server.start(LIVE_FAILOVER));
  }

  private static WorkflowStub dryRun(OperationServer server) {
    planAsSeen(server, Observations.ready(3));
    OperationRequest request = OperationRequest.builder(Observations.VM).dryRun(true).build();
    return ended(server, server.start(TEST_FAILOVER, request));
  }

  static void planAsSeen(OperationServer server, Observation seen) {
    server.fake().sees(seen);
    for (Goal goal : Goal.values()) {
      server.fake().plansBy(goal, r -> new Planner().plan(seen, goal, r.options()));
    }
  }

  static void wayBack(OperationServer server) {
    server.fake().plans(READY, Plans.to(READY, Plans.revert(0), Plans.recordReady("revert/0")));
  }

  private static OperationRequest lasting(String testDuration) {
    return OperationRequest.builder(Observations.VM).endsAfter(testDuration, null).build();
  }

  static WorkflowStub ended(OperationServer server, WorkflowStub workflow) {
    try {
      server.result(workflow, Object.class);
    } catch (WorkflowException expected) {
      return workflow; // some flows end in a failure: that is what they are about
    }
    return workflow;
  }

  /**
   * One flow.
   *
   * @param course runs it to its end and returns the workflow it is about
   */
  record Flow(String name, Function<OperationServer, WorkflowStub> course) {
    WorkflowStub run(OperationServer server) {
      return course.apply(server);
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
