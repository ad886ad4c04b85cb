package io.breakwater.activities.guest;

/** An injection could not be started, ended or looked at; the message says which and why. */
public final class InjectorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InjectorException(String message, Throwable cause) {
    super(message, cause);
  }
}
