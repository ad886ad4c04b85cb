package io.breakwater.gateway.security;

import java.util.Optional;

/** The token of a gateway that nobody configured: made at its start, gone at its end. */
final class OneTimeToken implements Tokens {
  private final byte[] digest;
  private final Caller caller;

  OneTimeToken(String token, Caller caller) {
    this.digest = Secrets.digest(token);
    this.caller = caller;
  }

  @Override
  public Optional<Caller> callerOf(String token) {
    return Secrets.same(digest, Secrets.digest(token)) ? Optional.of(caller) : Optional.empty();
  }
}
