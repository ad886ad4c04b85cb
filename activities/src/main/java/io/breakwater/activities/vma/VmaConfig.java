package io.breakwater.activities.vma;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;

/**
 * How to reach the VMA.
 *
 * @param baseUrl the appliance's end of the tunnel; paths are appended to it
 * @param readTimeout for one whole exchange that changes nothing; discovery lists a vCenter
 * @param powerTimeout for one whole power-off or power-on, which the VMA answers when vCenter's
 *     task ended
 */
public record VmaConfig(
    URI baseUrl, Duration connectTimeout, Duration readTimeout, Duration powerTimeout) {

  public VmaConfig {
    Objects.requireNonNull(baseUrl, "baseUrl");
  }

  /** The defaults for a VMA at this address. */
  public static VmaConfig at(URI baseUrl) {
    return new VmaConfig(
        baseUrl, Duration.ofSeconds(5), Duration.ofSeconds(60), Duration.ofSeconds(60));
  }
}
