package io.breakwater.activities.cloudstack;

import io.breakwater.activities.await.Outage;
import io.breakwater.activities.frame.AsFailure;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Optional;

/** CloudStack refused, failed or did not answer properly. */
public final class CloudStackException extends RuntimeException implements Outage, AsFailure {
  /** What to make of it. */
  public enum Kind {
    /** No proper answer: refused, reset, timed out, HTML, 5xx, throttled. Says nothing at all. */
    UNAVAILABLE,
    /** Keys, signature or rights. */
    AUTH,
    /** The object is in a passing state, or CloudStack failed internally: worth another try. */
    RETRY,
    /** What was asked for is so already, or was never so; the read-back decides. */
    ALREADY,
    /** CloudStack answered properly that it knows no such object. */
    NOT_FOUND,
    /** It will never do that. */
    PERMANENT
  }

  private static final long serialVersionUID = 1;

  private final Kind kind;
  private final int code;
  private final Duration retryAfter;

  CloudStackException(Kind kind, int code, String message, Duration retryAfter, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.code = code;
    this.retryAfter = retryAfter;
  }

  public Kind kind() {
    return kind;
  }

  /** CloudStack's error code, or the HTTP status; 0 without an answer. */
  public int code() {
    return code;
  }

  /** When CloudStack said after how long to try again. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** {@code CloudStackUnavailable}, {@code CloudStackAuth} or {@code CloudStackError:<code>}. */
  public String type() {
    return switch (kind) {
      case UNAVAILABLE -> "CloudStackUnavailable";
      case AUTH -> "CloudStackAuth";
      default -> "CloudStackError:" + code;
    };
  }

  /**
   * Whether CloudStack itself said nothing, so that the call may have taken effect, or still may.
   */
  boolean isAnswerLost() {
    return kind == Kind.UNAVAILABLE && code != CloudStackFailures.THROTTLED;
  }

  public boolean isRetryable() {
    return kind == Kind.UNAVAILABLE || kind == Kind.RETRY;
  }

  /** The same, with what a person can do about it. */
  CloudStackException withAdvice(String advice) {
    return new CloudStackException(
        kind, code, getMessage() + ". " + advice, retryAfter, getCause());
  }

  /** CloudStack's part of the message, after the call that names its parameters. */
  String reason() {
    return getMessage().substring(Math.max(0, getMessage().indexOf(": CloudStack ")));
  }

  @Override
  public boolean isOutage() {
    return kind == Kind.UNAVAILABLE;
  }

  @Override
  public ApplicationFailure toFailure() {
    ApplicationFailure.Builder failure =
        ApplicationFailure.newBuilder()
            .setMessage(getMessage())
            .setType(type())
            .setNonRetryable(!isRetryable());
    retryAfter().ifPresent(failure::setNextRetryDelay);
    return failure.build();
  }
}
