package io.breakwater.activities.vma;

import io.breakwater.activities.await.Outage;
import io.breakwater.activities.frame.AsFailure;
import io.breakwater.activities.vma.VmaFailures.Verdict;
import io.temporal.failure.ApplicationFailure;
import java.util.Objects;

/**
 * A call to the VMA that was not answered as it should. Says nothing about the VM's power: read it.
 */
public final class VmaException extends RuntimeException implements Outage, AsFailure {
  private static final long serialVersionUID = 1L;

  private final Verdict verdict;

  VmaException(Verdict verdict, String message, Throwable cause) {
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

  /** Whether vCenter, not the VMA, is what failed: it was asked and said no. */
  boolean isVCenterError() {
    return verdict == Verdict.VCENTER;
  }

  @Override
  public boolean isOutage() {
    return isRetryable();
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
