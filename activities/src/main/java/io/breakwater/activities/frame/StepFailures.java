package io.breakwater.activities.frame;

import io.breakwater.activities.await.OutOfBudget;
import io.breakwater.activities.await.StepStopped;
import io.breakwater.activities.await.StepWaits;
import io.breakwater.inventory.DatabaseUnavailable;
import io.breakwater.inventory.lease.LeaseLost;
import io.breakwater.inventory.site.SiteAmbiguous;
import io.breakwater.operation.Failures;
import io.temporal.failure.ApplicationFailure;
import java.util.concurrent.CompletionException;

/** Makes the failures that steps share. */
public final class StepFailures {
  private StepFailures() {}

  /** A condition of the plan no longer holds; not retryable: observe again. */
  public static ApplicationFailure precondition(String message, Object... details) {
    return ApplicationFailure.newNonRetryableFailure(message, Failures.PRECONDITION, details);
  }

  /** Worth another try. */
  public static ApplicationFailure retryable(String message, String type) {
    return ApplicationFailure.newFailure(message, type);
  }

  /**
   * The failure that the workflow sees: of stable type, and retryable only where another try may
   * help. {@link StepStopped}, {@link StepWaits} and {@link OutOfBudget} stay what they are; the
   * await package knows them.
   */
  public static Throwable of(Throwable thrown) {
    Throwable cause = causeOf(thrown);
    if (cause instanceof ApplicationFailure
        || cause instanceof StepStopped
        || cause instanceof StepWaits
        || cause instanceof OutOfBudget) {
      return cause;
    }
    if (cause instanceof AsFailure typed) {
      return typed.toFailure();
    }
    if (cause instanceof LeaseLost) {
      return ApplicationFailure.newNonRetryableFailureWithCause(
          cause.getMessage(), Failures.LEASE_LOST, cause);
    }
    if (cause instanceof SiteAmbiguous) {
      return ApplicationFailure.newNonRetryableFailureWithCause(
          cause.getMessage(), Failures.APPLIANCE_UNKNOWN, cause);
    }
    if (cause instanceof DatabaseUnavailable) {
      return ApplicationFailure.newFailureWithCause(
          cause.getMessage(), "DatabaseUnavailable", cause);
    }
    String type = cause.getClass().getSimpleName();
    if (cause instanceof IllegalStateException || cause instanceof IllegalArgumentException) {
      // Records that contradict what is there, or a mistake of ours: neither goes away by itself.
      return ApplicationFailure.newNonRetryableFailureWithCause(cause.toString(), type, cause);
    }
    return ApplicationFailure.newFailureWithCause(cause.toString(), type, cause);
  }

  /** What a stage failed with, without its wrapping; null for null. */
  static Throwable causeOf(Throwable thrown) {
    Throwable cause = thrown;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
