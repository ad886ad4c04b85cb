package io.breakwater.simulator.embedded;

/**
 * An embedded server could not be obtained, started or stopped. The message is one line that says
 * what was tried, what came back and what to do next; it can be shown to a user as it is.
 */
public final class EmbeddedServerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EmbeddedServerException(String message) {
    super(message);
  }

  public EmbeddedServerException(String message, Throwable cause) {
    super(message, cause);
  }
}
