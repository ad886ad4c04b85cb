package io.breakwater.gateway.http;

/** A request that is answered with something else than success. */
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient Envelope answer;

  /** Answers with this status and envelope. */
  public Refused(int status, Envelope answer) {
    super(answer.message() + ": " + answer.error());
    this.status = status;
    this.answer = answer;
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
    return new Refused(status, answer.withMessage(message));
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
