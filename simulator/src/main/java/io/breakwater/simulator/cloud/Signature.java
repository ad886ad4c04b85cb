package io.breakwater.simulator.cloud;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * CloudStack's request signature: the parameters sorted by name, values URL-encoded, all of it in
 * lower case, HMAC-SHA1, Base64. With {@code signatureVersion=3} it must not have expired.
 */
final class Signature {

  private static final DateTimeFormatter EXPIRES =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssZ");

  private final String apiKey;
  private volatile String secretKey;

  Signature(String apiKey, String secretKey) {
    this.apiKey = apiKey;
    this.secretKey = secretKey;
  }

  String apiKey() {
    return apiKey;
  }

  String secretKey() {
    return secretKey;
  }

  void changeSecret(String secret) {
    secretKey = secret;
  }

  boolean genuine(Map<String, String> parameters, Instant now) {
    String given = ignoringCase(parameters, "signature");
    if (!apiKey.equals(ignoringCase(parameters, "apikey"))
        || given == null
        || expired(parameters, now)) {
      return false;
    }
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8),
        sign(parameters, secretKey).getBytes(StandardCharsets.UTF_8));
  }

  private static boolean expired(Map<String, String> parameters, Instant now) {
    if (!"3".equals(ignoringCase(parameters, "signatureversion"))) {
      return false;
    }
    String expires = ignoringCase(parameters, "expires");
    if (expires == null) {
      return true;
    }
    try {
      return Instant.from(EXPIRES.parse(expires)).isBefore(now);
    } catch (DateTimeParseException e) {
      return true;
    }
  }

  private static String ignoringCase(Map<String, String> parameters, String name) {
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      if (parameter.getKey().equalsIgnoreCase(name)) {
        return parameter.getValue();
      }
    }
    return null;
  }

  static String sign(Map<String, String> parameters, String secret) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(parameters)
        .forEach(
            (name, value) -> {
              if (!name.equalsIgnoreCase("signature")) {
                text.append(text.isEmpty() ? "" : "&")
                    .append(name)
                    .append('=')
                    .append(encode(value));
              }
            });
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      byte[] unsigned = text.toString().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
      return Base64.getEncoder().encodeToString(mac.doFinal(unsigned));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK cannot do HmacSHA1", e);
    }
  }

  static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
