package io.breakwater.gateway.security;

/**
 * Who sent a request.
 *
 * @param name as it stands in the audit log
 * @param isOldGui whether it came with the old appliance's constant token
 */
public record Caller(String name, Role role, boolean isOldGui) {
  /** Somebody with a token of their own. */
  Caller(String name, Role role) {
    this(name, role, false);
  }
}
