package io.breakwater.activities.frame;

import io.breakwater.operation.Failures;
import io.temporal.failure.ApplicationFailure;

/** Makes the failures that steps share. */
public final class StepFailures {
  /** A step's wait took longer than its budget; what it waited for may go on. */
  public static final String OUT_OF_BUDGET = "OutOfBudget";

  /** This worker shut down in the middle; another one goes on. */
  public static final String WORKER_STOPPING = "WorkerStopping";

  /** An operator paused or reset the activity. */
  public static final String PAUSED = "StepPaused";

  private StepFailures() {}

  /** A condition of the plan no longer holds; not retryable: observe again. */
  public static ApplicationFailure precondition(String message, Object... details) {
    return ApplicationFailure.newNonRetryableFailure(message, Failures.PRECONDITION, details);
  }
}
