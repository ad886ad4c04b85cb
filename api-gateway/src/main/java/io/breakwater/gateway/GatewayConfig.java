package io.breakwater.gateway;

import io.breakwater.gateway.security.SecurityConfig;
import io.breakwater.inventory.DatabaseConfig;
import java.time.Duration;
import java.util.Map;
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
  private static final String PREFIX = "BREAKWATER_";

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

  /**
   * Reads {@code BREAKWATER_GATEWAY_HOST} (127.0.0.1), {@code BREAKWATER_GATEWAY_PORT} (8082),
   * {@code BREAKWATER_GATEWAY_INSECURE} (false), {@code BREAKWATER_TEMPORAL_UI}, {@code
   * BREAKWATER_GATEWAY_OMA_URL}, {@code BREAKWATER_OMA_TOKEN}, what {@link SecurityConfig} reads,
   * {@code BREAKWATER_DB_URL}, {@code BREAKWATER_DB_USER}, {@code BREAKWATER_DB_PASSWORD} and
   * {@code BREAKWATER_DB_POOL} (10).
   *
   * @throws IllegalArgumentException naming the variable that is missing or wrong
   */
  public static GatewayConfig fromEnvironment(Map<String, String> env) {
    DatabaseConfig database =
        new DatabaseConfig(
            required(env, "DB_URL"),
            required(env, "DB_USER"),
            env.getOrDefault(PREFIX + "DB_PASSWORD", ""),
            number(env, "DB_POOL", 10));
    GatewayConfig defaults = local(database);
    return new GatewayConfig(
        env.getOrDefault(PREFIX + "GATEWAY_HOST", defaults.host()),
        number(env, "GATEWAY_PORT", 8082),
        flag(env, "GATEWAY_INSECURE"),
        database,
        SecurityConfig.fromEnvironment(env),
        url(env, "TEMPORAL_UI"),
        Oma.of(url(env, "GATEWAY_OMA_URL"), env.get(PREFIX + "OMA_TOKEN")),
        defaults.idle(),
        defaults.temporalPatience());
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

  private static String url(Map<String, String> env, String name) {
    String value = env.get(PREFIX + name);
    return value == null || value.isBlank() ? null : value.strip().replaceAll("/+$", "");
  }

  /**
   * The old appliance's API.
   *
   * @param url without a slash at the end
   * @param token what it knows the gateway by; null for none
   */
  public record Oma(String url, String token) {
    static Oma of(String url, String token) {
      return url == null ? null : new Oma(url, token == null || token.isBlank() ? null : token);
    }

    /** Without the token. */
    @Override
    public String toString() {
      return "Oma[" + url + "]";
    }
  }

  private static String required(Map<String, String> env, String name) {
    String value = env.get(PREFIX + name);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(PREFIX + name + " is not set");
    }
    return value;
  }

  private static int number(Map<String, String> env, String name, int preset) {
    String value = env.get(PREFIX + name);
    if (value == null) {
      return preset;
    }
    try {
      return Integer.parseInt(value.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          PREFIX + name + " must be a number, not '" + value + "'", e);
    }
  }

  private static boolean flag(Map<String, String> env, String name) {
    String value = env.getOrDefault(PREFIX + name, "false");
    if (!Set.of("true", "false").contains(value)) {
      throw new IllegalArgumentException(
          PREFIX + name + " must be true or false, not '" + value + "'");
    }
    return value.equals("true");
  }
}
