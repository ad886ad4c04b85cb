package io.breakwater.gateway.operations;

import io.breakwater.gateway.http.Envelope;
import io.breakwater.gateway.http.Refused;
import io.breakwater.gateway.http.RequestBody;
import io.breakwater.gateway.security.Caller;
import io.breakwater.inventory.request.StartRow;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The key by which a request that is sent again is known. Each caller has keys of its own.
 *
 * @param hash null when none was sent
 */
public record IdempotencyKey(String hash, String bodyHash) {
  private static final int LONGEST = 255;

  /** Of a request with this body. */
  public static IdempotencyKey of(Context ctx, Caller caller, RequestBody body) {
    String key = ctx.header("Idempotency-Key");
    if (key != null && (key.isBlank() || key.length() > LONGEST)) {
      throw Refused.badRequest(
          "Idempotency-Key not usable", "Idempotency-Key: must have 1 to 255 characters");
    }
    String hash = key == null ? null : sha256(caller.name() + "\n" + key);
    return new IdempotencyKey(hash, sha256(ctx.path() + "\n" + body.asJson()));
  }

  /** Refuses a key that was sent with another request before. */
  public static void requireSame(StartRow held, IdempotencyKey key) {
    if (!held.bodyHash().equals(key.bodyHash())) {
      throw new Refused(
          422,
          Envelope.failed(
              "Idempotency-Key used before",
              "this Idempotency-Key came with another request before; nothing was started"),
          List.of("Use a new key for a new request."));
    }
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
