package io.breakwater.gateway.http;

import java.util.List;

/** A request that is answered with something else than success. */
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient Envelope answer;
  private final transient List<String> actionable;

  /** Answers with this status and envelope. */
  public Refused(int status, Envelope answer) {
    this(status, answer, List.of());
  }

  /**
   * The same with what a person can do about it.
   *
   * @param actionable sentences; empty for what the status itself suggests
   */
  public Refused(int status, Envelope answer, List<String> actionable) {
    super(answer.message() + ": " + answer.error());
    this.status = status;
    this.answer = answer;
    this.actionable = List.copyOf(actionable);
  }

  /** What a person can do about it; may be empty. */
  public List<String> actionable() {
    return actionable;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The body. */
  public Envelope answer() {
    return answer;
  }

  /** The same under the message of the endpoint that refuses. */
  public Refused as(String message) {
    return new Refused(status, answer.withMessage(message), actionable);
  }

  /** 400: the request itself is wrong. */
  public static Refused badRequest(String message, String error) {
    return new Refused(400, Envelope.failed(message, error));
  }

  /** 404: what the request speaks of does not exist. */
  public static Refused notFound(String message, String error) {
    return new Refused(404, Envelope.failed(message, error));
  }

  /** 503: something the gateway depends on does not answer. */
  public static Refused unavailable(String message, String what) {
    return new Refused(503, Envelope.failed(message, Envelope.NOT_AVAILABLE + ": " + what));
  }
}
