package io.breakwater.activities.replication;

import io.breakwater.activities.await.Outage;
import io.breakwater.activities.frame.AsFailure;
import io.temporal.failure.ApplicationFailure;
import java.util.Objects;

/** A request to the OMA that was not answered as it should. */
public final class OmaException extends RuntimeException implements Outage, AsFailure {
  private static final long serialVersionUID = 1L;

  /** How to go on. */
  enum Verdict {
    /** It was not asked at all. */
    NOT_ASKED("OmaUnavailable", true),
    /** It was asked; whether a job was made is not known. */
    ANSWER_LOST("OmaUnavailable", true),
    /** A job of the VM runs already; none was made. */
    BUSY("ReplicationRunning", false),
    /** It refuses this request and will do so again; no job was made. */
    REFUSED("OmaRefused", false);

    private final String type;
    private final boolean retryable;

    Verdict(String type, boolean retryable) {
      this.type = type;
      this.retryable = retryable;
    }

    /** What a status other than 2xx means for a request that makes a job. */
    static Verdict ofStatus(int status) {
      if (status == 409) {
        return BUSY;
      }
      boolean refused = status >= 400 && status < 500 && status != 408 && status != 429;
      return refused ? REFUSED : ANSWER_LOST;
    }
  }

  private final Verdict verdict;

  OmaException(Verdict verdict, String message) {
    super(message);
    this.verdict = Objects.requireNonNull(verdict, "verdict");
  }

  Verdict verdict() {
    return verdict;
  }

  @Override
  public boolean isOutage() {
    return verdict.retryable;
  }

  @Override
  public ApplicationFailure toFailure() {
    return ApplicationFailure.newBuilder()
        .setMessage(getMessage())
        .setType(verdict.type)
        .setNonRetryable(!verdict.retryable)
        .build();
  }
}
