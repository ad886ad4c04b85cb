package io.breakwater.gateway;

import io.breakwater.inventory.DatabaseConfig;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * How the gateway runs.
 *
 * @param port 0 for any free one
 * @param insecure whether it may bind another address than the loopback although it has no
 *     authentication yet
 * @param idle after how long a silent connection is closed; a request that is worked on is none
 * @param temporalPatience how long one call of Temporal is tried
 */
public record GatewayConfig(
    String host,
    int port,
    boolean insecure,
    DatabaseConfig database,
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
    if (!insecure && !LOOPBACK.contains(host)) {
      throw new IllegalArgumentException(
          "gateway host "
              + host
              + " is not the loopback address, and the gateway has no authentication yet: anybody"
              + " who reaches it could fail VMs over. Use 127.0.0.1, or set"
              + " BREAKWATER_GATEWAY_INSECURE=true to accept that");
    }
  }

  /** The defaults on a database: 127.0.0.1, any free port. */
  public static GatewayConfig local(DatabaseConfig database) {
    return new GatewayConfig(
        "127.0.0.1", 0, false, database, Duration.ofSeconds(30), Duration.ofSeconds(5));
  }

  /**
   * Reads {@code BREAKWATER_GATEWAY_HOST} (127.0.0.1), {@code BREAKWATER_GATEWAY_PORT} (8082),
   * {@code BREAKWATER_GATEWAY_INSECURE} (false), {@code BREAKWATER_DB_URL}, {@code
   * BREAKWATER_DB_USER}, {@code BREAKWATER_DB_PASSWORD} and {@code BREAKWATER_DB_POOL} (10).
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
        defaults.idle(),
        defaults.temporalPatience());
  }

  /** The same on another port. */
  public GatewayConfig withPort(int other) {
    return new GatewayConfig(host, other, insecure, database, idle, temporalPatience);
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
