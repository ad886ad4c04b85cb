package io.breakwater.activities.volumedaemon;

import io.breakwater.activities.await.Outage;
import io.breakwater.activities.frame.AsFailure;
import io.breakwater.activities.volumedaemon.VolumeDaemonFailures.Verdict;
import io.temporal.failure.ApplicationFailure;
import java.util.Objects;

/**
 * A call to the Volume Daemon that was not answered as it should.
 *
 * <p>Says nothing about whether a mutation took effect: look at CloudStack.
 */
public final class VolumeDaemonException extends RuntimeException implements Outage, AsFailure {
  private static final long serialVersionUID = 1L;

  private final Verdict verdict;

  VolumeDaemonException(Verdict verdict, String message, Throwable cause) {
    super(message, cause);
    this.verdict = Objects.requireNonNull(verdict, "verdict");
  }

  /** The stable failure type. */
  public String type() {
    return verdict.type();
  }

  /** Whether the same call may succeed later. */
  public boolean isRetryable() {
    return verdict.retryable();
  }

  @Override
  public boolean isOutage() {
    return verdict == Verdict.UNAVAILABLE;
  }

  @Override
  public ApplicationFailure toFailure() {
    return ApplicationFailure.newBuilder()
        .setMessage(getMessage())
        .setType(type())
        .setNonRetryable(!isRetryable())
        .build();
  }
}
