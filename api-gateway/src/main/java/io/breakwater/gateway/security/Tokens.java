package io.breakwater.gateway.security;

import java.util.Optional;

/** Tells who a bearer token is from. Thread-safe. */
interface Tokens {
  /** Empty when the token is none of theirs, or no longer. */
  Optional<Caller> callerOf(String token);
}
