package io.breakwater.gateway.security;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who may call the gateway.
 *
 * @param tokens the token file; null for none
 * @param oidc null for none
 * @param legacyToken the constant token of the old appliance, for its API only; null when it is not
 *     accepted
 * @param keystore for TLS; null for plain HTTP
 * @param origins other sites whose pages may call, such as {@code https://portal.example}
 * @param changesPerSecond how many requests that change something each caller may send a second,
 *     and five times that at once
 */
public record SecurityConfig(
    Path tokens,
    Oidc oidc,
    String legacyToken,
    Keystore keystore,
    Set<String> origins,
    int changesPerSecond) {
  private static final int CHANGES = 20;

  /** Nobody said anything: a one-time token is made. */
  public static SecurityConfig none() {
    return new SecurityConfig(null, null, null, null, Set.of(), CHANGES);
  }

  /** Tokens from this file. */
  public static SecurityConfig of(Path tokens) {
    return new SecurityConfig(tokens, null, null, null, Set.of(), CHANGES);
  }

  /** The same with the old appliance's constant token. */
  public SecurityConfig withLegacyToken(String token) {
    return new SecurityConfig(tokens, oidc, token, keystore, origins, changesPerSecond);
  }

  /** The same with another limit. */
  public SecurityConfig withChangesPerSecond(int limit) {
    return new SecurityConfig(tokens, oidc, legacyToken, keystore, origins, limit);
  }

  /** Whether callers are known beyond the one-time token. */
  public boolean isConfigured() {
    return tokens != null || oidc != null;
  }

  /**
   * Reads {@code BREAKWATER_GATEWAY_TOKENS}, {@code BREAKWATER_OIDC_…}, {@code
   * BREAKWATER_LEGACY_TOKEN}, {@code BREAKWATER_GATEWAY_KEYSTORE…} and {@code
   * BREAKWATER_GATEWAY_CORS}.
   *
   * @throws IllegalArgumentException naming the variable that is missing
   */
  public static SecurityConfig fromEnvironment(Map<String, String> env) {
    String tokens = text(env, "BREAKWATER_GATEWAY_TOKENS");
    String store = text(env, "BREAKWATER_GATEWAY_KEYSTORE");
    String origins = text(env, "BREAKWATER_GATEWAY_CORS");
    return new SecurityConfig(
        tokens == null ? null : Path.of(tokens),
        Oidc.fromEnvironment(env),
        text(env, "BREAKWATER_LEGACY_TOKEN"),
        store == null
            ? null
            : new Keystore(
                Path.of(store), env.getOrDefault("BREAKWATER_GATEWAY_KEYSTORE_PASSWORD", "")),
        origins == null
            ? Set.of()
            : Set.copyOf(Stream.of(origins.split(",")).map(String::strip).distinct().toList()),
        CHANGES);
  }

  private static String text(Map<String, String> env, String name) {
    String value = env.get(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  /** Without secrets. */
  @Override
  public String toString() {
    return "SecurityConfig[tokens="
        + tokens
        + ", oidc="
        + oidc
        + ", legacyToken="
        + (legacyToken == null ? "none" : "set")
        + ", tls="
        + (keystore != null)
        + ", origins="
        + origins
        + "]";
  }

  /**
   * An OpenID Connect issuer.
   *
   * @param jwks where its keys are
   * @param roleClaim the claim that names the role
   */
  public record Oidc(String issuer, String audience, String jwks, String roleClaim) {
    private static final List<String> NEEDED =
        List.of("BREAKWATER_OIDC_AUDIENCE", "BREAKWATER_OIDC_JWKS");

    static Oidc fromEnvironment(Map<String, String> env) {
      String issuer = text(env, "BREAKWATER_OIDC_ISSUER");
      if (issuer == null) {
        return null;
      }
      for (String name : NEEDED) {
        if (text(env, name) == null) {
          throw new IllegalArgumentException(
              name + " is not set, which BREAKWATER_OIDC_ISSUER needs");
        }
      }
      String claim = text(env, "BREAKWATER_OIDC_ROLE_CLAIM");
      return new Oidc(
          issuer,
          text(env, "BREAKWATER_OIDC_AUDIENCE"),
          text(env, "BREAKWATER_OIDC_JWKS"),
          claim == null ? "breakwater_role" : claim);
    }
  }

  /** A PKCS #12 or JKS file with the gateway's key and certificate. */
  public record Keystore(Path file, String password) {
    @Override
    public String toString() {
      return "Keystore[" + file + "]";
    }
  }
}
