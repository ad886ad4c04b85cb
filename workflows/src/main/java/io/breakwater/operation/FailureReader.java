package io.breakwater.operation;

import io.breakwater.plan.PlannedStep;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TimeoutFailure;

/** Finds in a chain of Temporal failures what an operator has to know. */
final class FailureReader {
  private FailureReader() {}

  static boolean isCancelled(Throwable failure) {
    return find(failure, CanceledFailure.class) != null;
  }

  static StepFailure read(int round, PlannedStep step, Throwable failure) {
    return new StepFailure(
        round, step.id(), step.name().wire(), step.title(), type(failure), message(failure));
  }

  /** The stable type: that of the application failure, or {@code Timeout}. */
  static String type(Throwable failure) {
    ApplicationFailure application = find(failure, ApplicationFailure.class);
    if (application != null) {
      return application.getType();
    }
    return find(failure, TimeoutFailure.class) != null ? "Timeout" : "Unexpected";
  }

  /** What came back, without Temporal's own wording. */
  static String message(Throwable failure) {
    ApplicationFailure application = find(failure, ApplicationFailure.class);
    if (application != null) {
      return application.getOriginalMessage();
    }
    TimeoutFailure timeout = find(failure, TimeoutFailure.class);
    if (timeout != null) {
      return "no answer within the step's time limit (" + timeout.getTimeoutType() + ")";
    }
    return String.valueOf(failure.getMessage());
  }

  static <T extends Throwable> T find(Throwable failure, Class<T> type) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
    }
    return null;
  }
}
