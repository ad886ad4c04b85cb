package io.breakwater.operation;

import io.breakwater.plan.PlannedStep;
import io.breakwater.step.OperationActivities;
import io.breakwater.step.OperationActivities.Begun;
import io.breakwater.step.OperationActivities.Retries;
import io.breakwater.step.TurnWait;
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
        options("Take the lease", OPENING, LEASE_WAIT, Retries.usual())
            .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
            .build());
  }

  /**
   * Observing on the way to the goal: an outage is waited for as long as patience lasts.
   *
   * @param taken within which time a worker of the appliance has to take it, where there are
   *     several appliances
   */
  static OperationActivities observe(Begun begun, Duration taken) {
    Duration all = OBSERVATION.plus(begun.patience());
    return looking(options("Observe and plan", OBSERVATION, all, begun.retries()), begun, taken);
  }

  /** Observing on the way back: giving up leaves a VM in doubt, so it is tried for much longer. */
  static OperationActivities observeForRollback(Begun begun, Duration taken) {
    Duration all = begun.patience().multipliedBy(6);
    return looking(
        options("Observe and plan the way back", OBSERVATION, all, begun.retries()), begun, taken);
  }

  /** On the host whose devices and daemon are looked at. */
  private static OperationActivities looking(
      ActivityOptions.Builder options, Begun begun, Duration taken) {
    options.setHeartbeatTimeout(begun.heartbeat());
    if (begun.several()) {
      options
          .setTaskQueue(Queues.own(Queues.MAIN, begun.appliance()))
          .setScheduleToStartTimeout(taken);
    }
    return Workflow.newActivityStub(OperationActivities.class, options.build());
  }

  static OperationActivities await(Begun begun) {
    ActivityOptions.Builder options =
        options("Wait for what is under way", PENDING, PENDING, begun.retries())
            .setHeartbeatTimeout(begun.heartbeat());
    if (begun.several()) {
      options.setTaskQueue(Queues.own(Queues.MAIN, begun.appliance()));
    }
    return Workflow.newActivityStub(OperationActivities.class, options.build());
  }

  /** What people decided is kept; it waits for the database as long as it takes. */
  static OperationActivities audit(Begun begun) {
    return stub("Keep it in the audit log", OPENING, null, begun);
  }

  /** Closing the books is tried for ever: nothing else can end the operation properly. */
  static OperationActivities finish(Begun begun) {
    return stub("Close the books", OBSERVATION, null, begun);
  }

  /** The stub for one step, on the queue of those who can carry it out. */
  static ActivityStub step(PlannedStep step, Begun begun) {
    Duration work = step.budget().plus(shorter(READ_BACK, step.budget()));
    boolean takesTurn = step.action().takesTurn();
    Duration attempt = takesTurn ? work.plus(TurnWait.STAY) : work;
    Duration all = attempt.plus(begun.patience());
    ActivityOptions.Builder options =
        ActivityOptions.newBuilder()
            .setTaskQueue(Queues.of(step.queue(), begun.appliance(), begun.several()))
            .setStartToCloseTimeout(attempt)
            .setScheduleToCloseTimeout(takesTurn ? all.plus(TurnWait.LONGEST) : all)
            .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
            .setHeartbeatTimeout(begun.heartbeat())
            .setRetryOptions(retryOptions(begun.retries()))
            .setSummary(step.title());
    return Workflow.newUntypedActivityStub(options.build());
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private static OperationActivities stub(
      String summary, Duration attempt, Duration all, Begun begun) {
    return Workflow.newActivityStub(
        OperationActivities.class,
        options(summary, attempt, all, begun.retries())
            .setHeartbeatTimeout(begun.heartbeat())
            .build());
  }

  private static ActivityOptions.Builder options(
      String summary, Duration attempt, Duration all, Retries retries) {
    ActivityOptions.Builder options =
        ActivityOptions.newBuilder()
            .setTaskQueue(Queues.MAIN)
            .setStartToCloseTimeout(attempt)
            .setRetryOptions(retryOptions(retries))
            .setSummary(summary);
    if (all != null) {
      options.setScheduleToCloseTimeout(all);
    }
    return options;
  }

  private static RetryOptions retryOptions(Retries retries) {
    return RetryOptions.newBuilder()
        .setInitialInterval(retries.first())
        .setBackoffCoefficient(2)
        .setMaximumInterval(retries.most())
        .build();
  }
}
