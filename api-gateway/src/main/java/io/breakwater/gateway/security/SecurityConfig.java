package io.breakwater.gateway.security;

import io.breakwater.settings.GatewaySettings;
import io.breakwater.settings.Setting;
import io.breakwater.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

  /** What the gateway is told; a mistake is collected there. */
  public static SecurityConfig of(Settings settings) {
    return new SecurityConfig(
        settings.find(GatewaySettings.TOKENS).orElse(null),
        settings.made(() -> Oidc.of(settings), null),
        settings.find(GatewaySettings.LEGACY_TOKEN).orElse(null),
        settings
            .find(GatewaySettings.KEYSTORE)
            .map(
                file ->
                    new Keystore(file, settings.find(GatewaySettings.KEYSTORE_PASSWORD).orElse("")))
            .orElse(null),
        Set.copyOf(settings.find(GatewaySettings.CORS).orElse(List.of())),
        CHANGES);
  }

  /**
   * How many callers the token file names.
   *
   * @throws RuntimeException that says why it cannot be read
   */
  public int countCallers() {
    return TokenFile.of(tokens).size();
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
    static Oidc of(Settings settings) {
      Optional<String> issuer = settings.find(GatewaySettings.OIDC_ISSUER);
      if (issuer.isEmpty()) {
        return null;
      }
      return new Oidc(
          issuer.get(),
          needed(settings, GatewaySettings.OIDC_AUDIENCE),
          needed(settings, GatewaySettings.OIDC_JWKS).toString(),
          settings.get(GatewaySettings.OIDC_ROLE_CLAIM));
    }

    private static <T> T needed(Settings settings, Setting<T> setting) {
      return settings
          .find(setting)
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      setting.variable()
                          + " is not set, which "
                          + settings.name(GatewaySettings.OIDC_ISSUER)
                          + " needs"));
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
