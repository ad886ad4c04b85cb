package io.breakwater.activities.guest;

import io.breakwater.activities.frame.AsFailure;
import io.temporal.failure.ApplicationFailure;

/** An injection could not be started, ended or looked at; the message says which and why. */
public final class InjectorException extends RuntimeException implements AsFailure {
  private static final long serialVersionUID = 1L;

  InjectorException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Retryable: the next attempt looks at what became of the run. */
  @Override
  public ApplicationFailure toFailure() {
    return ApplicationFailure.newFailureWithCause(getMessage(), "InjectorUnavailable", getCause());
  }
}
