package io.breakwater.activities.volumedaemon;

import java.io.IOException;
import java.util.Locale;

/**
 * What an answer of the Volume Daemon means. The only place that decides it.
 *
 * <p>The daemon answers 400 for a body it cannot read, 404 for every lookup that fails for whatever
 * reason, 500 for everything else; 502 to 504 come from something in between.
 */
final class VolumeDaemonFailures {
  static final String ERROR = "VolumeDaemonError";
  static final String UNAVAILABLE = "VolumeDaemonUnavailable";

  private VolumeDaemonFailures() {}

  /** How to go on after a failed call. */
  enum Verdict {
    /** Not reached, or not able to answer just now. */
    UNAVAILABLE(VolumeDaemonFailures.UNAVAILABLE, true),
    /** It refuses this request and will do so again. */
    REFUSED(ERROR, false);

    private final String type;
    private final boolean retryable;

    Verdict(String type, boolean retryable) {
      this.type = type;
      this.retryable = retryable;
    }

    String type() {
      return type;
    }

    boolean retryable() {
      return retryable;
    }
  }

  static Verdict ofStatus(int status) {
    if (status >= 500 || status == 404 || status == 408 || status == 429) {
      return Verdict.UNAVAILABLE;
    }
    return status >= 400 ? Verdict.REFUSED : Verdict.UNAVAILABLE;
  }

  static VolumeDaemonException answered(String tried, int status, String text) {
    return new VolumeDaemonException(
        ofStatus(status),
        tried + ": the Volume Daemon answered " + status + " (" + shorten(text) + ")",
        null);
  }

  static VolumeDaemonException notReached(String tried, String url, IOException cause) {
    return new VolumeDaemonException(
        Verdict.UNAVAILABLE,
        tried
            + ": no answer from the Volume Daemon at "
            + url
            + " ("
            + shorten(String.valueOf(cause.getMessage()))
            + "). Check that it runs on the appliance.",
        cause);
  }

  static VolumeDaemonException notUnderstood(String tried, String text, Exception cause) {
    return new VolumeDaemonException(
        Verdict.UNAVAILABLE,
        tried + ": the answer is not what a Volume Daemon sends (" + shorten(text) + ")",
        cause);
  }

  /**
   * The daemon's own "it is so already": its detach of a volume that CloudStack has detached fails
   * with CloudStack's 431 text, its attach of an attached one likewise. Only a hint for the
   * wording; the read-back decides.
   */
  static boolean saysAlreadyDetached(String error) {
    return error.contains("not attached to a VM");
  }

  /**
   * Whether the text is that of the unique {@code device_path}: the daemon gives every data disk of
   * a foreign VM the same placeholder, so the second one cannot be mapped although CloudStack
   * attached it.
   */
  static boolean saysPlaceholderTaken(String error) {
    return error.contains("unique_device_path")
        || (error.contains("Duplicate entry") && error.contains("remote-vm-"));
  }

  /**
   * Whether CloudStack refused for good: 431 is its answer to a parameter or state that will not
   * do. The daemon passes the text on. That CloudStack no longer knows the job it was asked about
   * says nothing about the volume.
   */
  static boolean saysForGood(String error) {
    boolean aboutTheJob = error.toLowerCase(Locale.ROOT).contains("queryasyncjobresult");
    return !aboutTheJob && error.matches("(?s).*\\b431\\b.*");
  }

  static String shorten(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= 300 ? line : line.substring(0, 300) + "…";
  }
}
