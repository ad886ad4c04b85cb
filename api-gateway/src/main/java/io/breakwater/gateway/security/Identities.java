package io.breakwater.gateway.security;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Everybody who is known, by bearer token or by session. Thread-safe. */
final class Identities {
  private final List<Tokens> sources;
  private final OneTimeToken legacy;
  private final Sessions sessions;

  private Identities(List<Tokens> sources, OneTimeToken legacy, Sessions sessions) {
    this.sources = List.copyOf(sources);
    this.legacy = legacy;
    this.sessions = sessions;
  }

  /**
   * By the configuration.
   *
   * @param announce told the one-time token when nobody is configured
   */
  static Identities of(SecurityConfig config, Clock clock, Consumer<String> announce) {
    List<Tokens> sources = new ArrayList<>();
    if (config.tokens() != null) {
      sources.add(TokenFile.of(config.tokens()));
    }
    if (config.oidc() != null) {
      sources.add(OidcTokens.of(config.oidc()));
    }
    if (sources.isEmpty()) {
      String token = Secrets.make();
      sources.add(new OneTimeToken(token, new Caller("local", Role.ADMIN)));
      announce.accept(token);
    }
    OneTimeToken legacy =
        config.legacyToken() == null
            ? null
            : new OneTimeToken(config.legacyToken(), legacyCaller());
    return new Identities(sources, legacy, new Sessions(clock));
  }

  /** The old GUI, which asks its users by itself. */
  static Caller legacyCaller() {
    return new Caller("old gui", Role.ADMIN, true);
  }

  boolean acceptsLegacy() {
    return legacy != null;
  }

  Optional<Caller> ofToken(String token) {
    return sources.stream().flatMap(source -> source.callerOf(token).stream()).findFirst();
  }

  Optional<Caller> ofLegacyToken(String token) {
    return legacy == null ? Optional.empty() : legacy.callerOf(token);
  }

  Optional<Caller> ofSession(String id) {
    return sessions.tokenOf(id).flatMap(this::ofToken);
  }

  String openSession(String token) {
    return sessions.open(token);
  }

  void closeSession(String id) {
    sessions.close(id);
  }
}
