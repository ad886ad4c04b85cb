package io.breakwater.inventory.credential;

import io.breakwater.inventory.credential.CredentialsUnavailable.Reason;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key of {@code password_encrypted}: AES-256-GCM, a nonce of 12 bytes prepended, the whole in
 * base64. A stored value that begins with {@code TEMP_PLAINTEXT_} needs no key. Thread-safe.
 */
public final class CredentialKey {
  /** Where the old system and this one take the key from. */
  public static final String VARIABLE = "MIGRATEKIT_CRED_ENCRYPTION_KEY";

  private static final String PLAINTEXT = "TEMP_PLAINTEXT_";
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKeySpec key;

  private CredentialKey(SecretKeySpec key) {
    this.key = key;
  }

  /** Reads only what is marked as plain text. */
  public static CredentialKey none() {
    return new CredentialKey(null);
  }

  /**
   * A key in base64; null or blank means none.
   *
   * @throws IllegalArgumentException when it is not base64 of 32 bytes
   */
  public static CredentialKey of(String base64) {
    if (base64 == null || base64.isBlank()) {
      return none();
    }
    byte[] bytes = decode(base64.strip());
    if (bytes.length != KEY_BYTES) {
      throw new IllegalArgumentException(VARIABLE + " must be base64 of " + KEY_BYTES + " bytes");
    }
    return new CredentialKey(new SecretKeySpec(bytes, "AES"));
  }

  /**
   * The password behind a stored value.
   *
   * @param where names the row, for the error
   * @throws CredentialsUnavailable when it cannot be had
   */
  String decrypt(String stored, String where) {
    String password =
        stored.startsWith(PLAINTEXT)
            ? stored.substring(PLAINTEXT.length())
            : open(stored.strip(), where);
    if (password.isEmpty()) {
      throw unreadable(where + " holds no password. Store it again.");
    }
    return password;
  }

  private String open(String stored, String where) {
    if (stored.isEmpty()) {
      return "";
    }
    if (key == null) {
      throw new CredentialsUnavailable(
          Reason.NO_KEY,
          "the password of " + where + " is encrypted and there is no key. Set " + VARIABLE + ".");
    }
    byte[] sealed = decode(stored);
    if (sealed.length < NONCE_BYTES + TAG_BITS / Byte.SIZE) {
      throw unreadable(
          "the password of " + where + " is not in the form of AES-GCM. Store it again.");
    }
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, sealed, 0, NONCE_BYTES));
      byte[] password = cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
      return new String(password, StandardCharsets.UTF_8);
    } catch (GeneralSecurityException e) {
      throw unreadable(
          "the password of "
              + where
              + " cannot be decrypted. Check that "
              + VARIABLE
              + " is the key it was stored with.");
    }
  }

  /** Nothing for what is no base64: the decoder's message would quote the text. */
  private static byte[] decode(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException notBase64) {
      return new byte[0];
    }
  }

  private static CredentialsUnavailable unreadable(String message) {
    return new CredentialsUnavailable(Reason.UNREADABLE, message);
  }

  @Override
  public String toString() {
    return key == null ? "CredentialKey[none]" : "CredentialKey[set]";
  }
}
