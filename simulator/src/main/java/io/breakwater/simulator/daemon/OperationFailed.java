package io.breakwater.simulator.daemon;

/** Ends an operation as failed, with the text the daemon stores. */
final class OperationFailed extends Exception {
  OperationFailed(String message) {
    super(message);
  }

  OperationFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
