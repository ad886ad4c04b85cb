package io.breakwater.gateway.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Secrets that cannot be guessed, and their digests, by which they are kept and compared. */
public final class Secrets {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 32;

  private Secrets() {}

  /** A new one: 256 random bits, of letters, digits, hyphen and underscore. */
  public static String make() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The line of a token file for this token: {@code <name> <role> sha256:<digest>}. */
  public static String line(String name, Role role, String token) {
    return name + " " + role.wire() + " sha256:" + HexFormat.of().formatHex(digest(token));
  }

  static byte[] digest(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Takes the same time whatever differs. */
  static boolean same(byte[] digest, byte[] other) {
    return MessageDigest.isEqual(digest, other);
  }
}
