package io.breakwater.simulator.daemon;

/** A CloudStack call or job that failed, worded as the daemon's CloudStack library words it. */
final class CloudStackFailure extends Exception {
  CloudStackFailure(String message) {
    super(message);
  }

  CloudStackFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
