package io.breakwater.activities.replication;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;

/**
 * How to reach the OMA's API.
 *
 * @param baseUrl such as {@code http://localhost:8082}; paths are appended to it
 * @param readTimeout for one whole exchange
 * @param token of a session; empty where the OMA runs without authentication
 */
public record OmaConfig(URI baseUrl, Duration connectTimeout, Duration readTimeout, String token) {
  public OmaConfig {
    Objects.requireNonNull(baseUrl, "baseUrl");
    Objects.requireNonNull(token, "token");
  }

  /** The defaults for an OMA at this address that asks for no token. */
  public static OmaConfig at(URI baseUrl) {
    return new OmaConfig(baseUrl, Duration.ofSeconds(5), Duration.ofSeconds(30), "");
  }

  @Override
  public String toString() {
    return "OmaConfig[baseUrl=" + baseUrl + ", readTimeout=" + readTimeout + "]";
  }
}
