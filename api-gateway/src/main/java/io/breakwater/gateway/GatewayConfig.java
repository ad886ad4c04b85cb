package io.breakwater.gateway;

import io.breakwater.gateway.security.SecurityConfig;
import io.breakwater.inventory.DatabaseConfig;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/**
 * How the gateway runs.
 *
 * @param port 0 for any free one
 * @param insecure whether it may bind another address than the loopback without TLS, because
 *     something in front of it has that
 * @param security who may call
 * @param temporalUi where Temporal's web UI is, for links; null when not known
 * @param oma the old appliance's API, to which what is not known here is passed on; null for none
 * @param idle after how long a silent connection is closed; a request that is worked on is none
 * @param temporalPatience how long one call of Temporal is tried
 */
public record GatewayConfig(
    String host,
    int port,
    boolean insecure,
    DatabaseConfig database,
    SecurityConfig security,
    String temporalUi,
    Oma oma,
    Duration idle,
    Duration temporalPatience) {
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "localhost");

  /** Refuses an address that others could reach, unless that was asked for. */
  public GatewayConfig {
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(database, "database");
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("gateway port must be 0 to 65535, not " + port);
    }
    if (!LOOPBACK.contains(host)) {
      requireSafe(host, insecure, security);
    }
  }

  private static void requireSafe(String host, boolean insecure, SecurityConfig security) {
    if (!security.isConfigured()) {
      throw new IllegalArgumentException(
          "gateway host "
              + host
              + " is not the loopback address, and nobody is known to the gateway: set"
              + " BREAKWATER_GATEWAY_TOKENS or BREAKWATER_OIDC_ISSUER, or use 127.0.0.1");
    }
    if (security.keystore() == null && !insecure) {
      throw new IllegalArgumentException(
          "gateway host "
              + host
              + " is not the loopback address, and without TLS tokens can be read on the way: set"
              + " BREAKWATER_GATEWAY_KEYSTORE, or BREAKWATER_GATEWAY_INSECURE=true when a proxy in"
              + " front of it has TLS");
    }
  }

  /** The defaults on a database: 127.0.0.1, any free port. */
  public static GatewayConfig local(DatabaseConfig database) {
    return new GatewayConfig(
        "127.0.0.1",
        0,
        false,
        database,
        SecurityConfig.none(),
        null,
        null,
        Duration.ofSeconds(30),
        Duration.ofSeconds(5));
  }

  /** Whether only programs of this machine reach it. */
  public boolean isLoopback() {
    return LOOPBACK.contains(host);
  }

  /** The same on another port. */
  public GatewayConfig withPort(int other) {
    return new GatewayConfig(
        host, other, insecure, database, security, temporalUi, oma, idle, temporalPatience);
  }

  /** The same for these callers. */
  public GatewayConfig withSecurity(SecurityConfig other) {
    return new GatewayConfig(
        host, port, insecure, database, other, temporalUi, oma, idle, temporalPatience);
  }

  /** The same with other patience. */
  public GatewayConfig withIdle(Duration other) {
    return new GatewayConfig(
        host, port, insecure, database, security, temporalUi, oma, other, temporalPatience);
  }

  /** The same in front of an old appliance. */
  public GatewayConfig withOma(Oma other) {
    return new GatewayConfig(
        host, port, insecure, database, security, temporalUi, other, idle, temporalPatience);
  }

  /**
   * The old appliance's API.
   *
   * @param url without a slash at the end
   * @param token what it knows the gateway by; null for none
   */
  public record Oma(String url, String token) {
    /** Without the token. */
    @Override
    public String toString() {
      return "Oma[" + url + "]";
    }
  }
}
