package io.breakwater.gateway.security;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a caller may do; each may what those before it may. */
public enum Role {
  /** Reads. */
  VIEWER,
  /** Tests, cleanups, recoveries, rollbacks of tests. */
  OPERATOR,
  /** Live failovers, their rollback and commit, and whatever gives data up. */
  ADMIN;

  /** As it is written in configuration and JSON. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it may what this role may. */
  public boolean covers(Role needed) {
    return compareTo(needed) >= 0;
  }

  /** The role of this name. */
  public static Optional<Role> of(String wire) {
    return Stream.of(values()).filter(role -> role.wire().equals(wire)).findFirst();
  }
}
