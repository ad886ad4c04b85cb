package io.breakwater.operation;

import io.breakwater.plan.PlannedStep;
import io.breakwater.step.OperationActivities;
import io.breakwater.step.OperationActivities.Begun;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.ActivityStub;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** Time limits and retries of every activity an operation calls, in one place. */
final class ActivityStubs {
  /** An attempt may take a little longer than the step's budget: reading back counts too. */
  private static final Duration READ_BACK = Duration.ofSeconds(30);

  private static final Duration OBSERVATION = Duration.ofMinutes(2);

  /** Without heartbeats, so that nothing but this limit tells that its worker died. */
  private static final Duration OPENING = Duration.ofSeconds(30);

  private static final Duration LEASE_WAIT = Duration.ofMinutes(5);

  /** Pending work is waited for as long as the longest budget. */
  private static final Duration PENDING = Duration.ofMinutes(40);

  private ActivityStubs() {}

  /**
   * Opening the books; gives up when another operation keeps its lease alive. A cancel waits for
   * the attempt under way, because books that were opened have to be closed.
   */
  static OperationActivities begin() {
    return Workflow.newActivityStub(
        OperationActivities.class,
        options("Take the lease", OPENING, LEASE_WAIT)
            .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
            .build());
  }

  /** Observing on the way to the goal: an outage is waited for as long as patience lasts. */
  static OperationActivities observe(Begun begun, String summary) {
    return stub(summary, OBSERVATION, OBSERVATION.plus(begun.patience()), begun.heartbeat());
  }

  /** Observing on the way back: giving up leaves a VM in doubt, so it is tried for much longer. */
  static OperationActivities observeForRollback(Begun begun) {
    return stub(
        "Observe and plan the way back",
        OBSERVATION,
        begun.patience().multipliedBy(6),
        begun.heartbeat());
  }

  static OperationActivities await(Begun begun) {
    return stub("Wait for what is under way", PENDING, PENDING, begun.heartbeat());
  }

  /** What people decided is kept; it waits for the database as long as it takes. */
  static OperationActivities audit(Begun begun) {
    return stub("Keep it in the audit log", OPENING, null, begun.heartbeat());
  }

  /** Closing the books is tried for ever: nothing else can end the operation properly. */
  static OperationActivities finish(Begun begun) {
    return stub("Close the books", OBSERVATION, null, begun.heartbeat());
  }

  /** The stub for one step, on the queue of those who can carry it out. */
  static ActivityStub step(PlannedStep step, Begun begun) {
    Duration attempt = step.budget().plus(shorter(READ_BACK, step.budget()));
    ActivityOptions.Builder options =
        ActivityOptions.newBuilder()
            .setTaskQueue(Queues.of(step.queue(), begun.appliance()))
            .setStartToCloseTimeout(attempt)
            .setScheduleToCloseTimeout(attempt.plus(begun.patience()))
            .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
            .setHeartbeatTimeout(begun.heartbeat())
            .setRetryOptions(retries())
            .setSummary(step.title());
    return Workflow.newUntypedActivityStub(options.build());
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private static OperationActivities stub(
      String summary, Duration attempt, Duration all, Duration heartbeat) {
    return Workflow.newActivityStub(
        OperationActivities.class,
        options(summary, attempt, all).setHeartbeatTimeout(heartbeat).build());
  }

  private static ActivityOptions.Builder options(String summary, Duration attempt, Duration all) {
    ActivityOptions.Builder options =
        ActivityOptions.newBuilder()
            .setTaskQueue(Queues.MAIN)
            .setStartToCloseTimeout(attempt)
            .setRetryOptions(retries())
            .setSummary(summary);
    if (all != null) {
      options.setScheduleToCloseTimeout(all);
    }
    return options;
  }

  private static RetryOptions retries() {
    return RetryOptions.newBuilder()
        .setInitialInterval(Duration.ofSeconds(1))
        .setBackoffCoefficient(2)
        .setMaximumInterval(Duration.ofSeconds(10))
        .build();
  }
}
