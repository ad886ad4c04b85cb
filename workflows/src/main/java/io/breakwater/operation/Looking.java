package io.breakwater.operation;

import io.breakwater.step.OperationActivities.Begun;
import io.breakwater.step.OperationActivities.PlanRequest;
import io.breakwater.step.OperationActivities.Planned;
import io.breakwater.vm.MachineId;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TimeoutFailure;
import java.time.Duration;

/**
 * Observes a VM through a worker of its appliance. Nothing was touched when there is none, so it is
 * the place to wait for one, and to say so.
 */
final class Looking {
  /** After which a person is told; a worker that is there takes it at once. */
  static final Duration FIRST = Duration.ofSeconds(10);

  private static final Duration LATER = Duration.ofMinutes(1);

  private Looking() {}

  /**
   * Observes and plans.
   *
   * @param back whether it is on the way back, which is tried for much longer
   * @throws ActivityFailure as the activity ends
   * @throws ApplicationFailure of type {@code NoWorker} when no worker came in time
   */
  static Planned observe(Begun begun, ProgressBoard board, boolean back, PlanRequest request) {
    Duration patience = back ? begun.patience().multipliedBy(6) : begun.patience();
    Duration taken = patience.compareTo(FIRST) < 0 ? patience : FIRST;
    Duration waited = Duration.ZERO;
    while (true) {
      try {
        return (back
                ? ActivityStubs.observeForRollback(begun, taken)
                : ActivityStubs.observe(begun, taken))
            .observeAndPlan(request);
      } catch (ActivityFailure failure) {
        if (!wasNotTaken(failure)) {
          throw failure;
        }
        waited = waited.plus(taken);
        board.warn(text(begun.appliance()));
        if (waited.compareTo(patience) >= 0) {
          throw noWorker(begun.appliance(), waited);
        }
        board.note("Waiting: " + text(begun.appliance()));
        taken = LATER;
      }
    }
  }

  /** Whether no worker took an activity in time; it was not begun then. */
  static boolean wasNotTaken(ActivityFailure failure) {
    return failure.getCause() instanceof TimeoutFailure timeout
        && timeout.getTimeoutType() == TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_START;
  }

  static ApplicationFailure noWorker(MachineId appliance, Duration waited) {
    return ApplicationFailure.newNonRetryableFailure(
        text(appliance) + ", and none came within " + waited.toSeconds() + " s",
        Failures.NO_WORKER);
  }

  private static String text(MachineId appliance) {
    return "no worker serves appliance "
        + appliance
        + ": start one there, with the setting appliance = "
        + appliance;
  }
}
