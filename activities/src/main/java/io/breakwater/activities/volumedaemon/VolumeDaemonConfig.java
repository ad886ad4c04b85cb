package io.breakwater.activities.volumedaemon;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;

/**
 * How to reach the Volume Daemon, and when to stop believing it.
 *
 * @param baseUrl such as {@code http://localhost:8090}; paths are appended to it
 * @param connectTimeout for opening a connection
 * @param readTimeout for one whole exchange; the daemon answers mutations at once, so 30 s is
 *     generous
 * @param lostAfter an operation without any progress, and without a CloudStack job on its volume,
 *     for this long counts as lost in a restart of the daemon. Must be longer than the daemon takes
 *     from the end of its CloudStack job to the end of its operation: up to 15 s until it notices,
 *     up to 10 s for the device link, and the bookkeeping
 * @param suspectAfter from which age on CloudStack is asked at all
 */
public record VolumeDaemonConfig(
    URI baseUrl,
    Duration connectTimeout,
    Duration readTimeout,
    Duration lostAfter,
    Duration suspectAfter) {

  public VolumeDaemonConfig {
    Objects.requireNonNull(baseUrl, "baseUrl");
    if (lostAfter.compareTo(suspectAfter) < 0) {
      throw new IllegalArgumentException(
          "lostAfter (" + lostAfter + ") must not be shorter than suspectAfter " + suspectAfter);
    }
  }

  /** The defaults for a daemon at this address. */
  public static VolumeDaemonConfig at(URI baseUrl) {
    return new VolumeDaemonConfig(
        baseUrl,
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        Duration.ofSeconds(20));
  }

  /** The same with other limits for operations that show no progress. */
  public VolumeDaemonConfig withLostAfter(Duration suspect, Duration lost) {
    return new VolumeDaemonConfig(baseUrl, connectTimeout, readTimeout, lost, suspect);
  }
}
