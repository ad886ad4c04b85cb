package io.breakwater.connection.codec;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DataConverterException;
import io.temporal.payload.codec.PayloadCodec;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Encrypts payloads with AES-GCM; which key was used stands next to each, in its metadata. What was
 * never encrypted is read as it is, so histories from before go on. Thread-safe.
 */
public final class PayloadEncryption implements PayloadCodec {
  private static final String ENCODING = "encoding";
  private static final ByteString ENCRYPTED = ByteString.copyFromUtf8("binary/encrypted");
  private static final String CIPHER = "encryption-cipher";
  private static final String KEY_ID = "encryption-key-id";
  private static final String ALGORITHM = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final PayloadKeys keys;
  private final SecureRandom random = new SecureRandom();

  public PayloadEncryption(PayloadKeys keys) {
    this.keys = keys;
  }

  @Override
  public List<Payload> encode(List<Payload> payloads) {
    return payloads.stream().map(this::encrypted).toList();
  }

  @Override
  public List<Payload> decode(List<Payload> payloads) {
    return payloads.stream().map(this::decrypted).toList();
  }

  private Payload encrypted(Payload payload) {
    String id = keys.first();
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, keys.find(id).orElseThrow(), nonce, id);
      ByteString data =
          ByteString.copyFrom(nonce)
              .concat(ByteString.copyFrom(cipher.doFinal(payload.toByteArray())));
      return Payload.newBuilder()
          .putMetadata(ENCODING, ENCRYPTED)
          .putMetadata(CIPHER, ByteString.copyFromUtf8(ALGORITHM))
          .putMetadata(KEY_ID, ByteString.copyFromUtf8(id))
          .setData(data)
          .build();
    } catch (GeneralSecurityException e) {
      throw new DataConverterException("a payload cannot be encrypted with the key " + id, e);
    }
  }

  private Payload decrypted(Payload payload) {
    if (!ENCRYPTED.equals(payload.getMetadataOrDefault(ENCODING, ByteString.EMPTY))) {
      return payload;
    }
    String id = payload.getMetadataOrDefault(KEY_ID, ByteString.EMPTY).toStringUtf8();
    SecretKey key =
        keys.find(id)
            .orElseThrow(
                () ->
                    new DataConverterException(
                        "a payload is encrypted with the key "
                            + id
                            + ", which is not among codec.keys: put it there"));
    byte[] data = payload.getData().toByteArray();
    if (data.length < NONCE_BYTES) {
      throw new DataConverterException("a payload encrypted with the key " + id + " was cut short");
    }
    try {
      byte[] nonce = Arrays.copyOf(data, NONCE_BYTES);
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, nonce, id);
      return Payload.parseFrom(cipher.doFinal(data, NONCE_BYTES, data.length - NONCE_BYTES));
    } catch (GeneralSecurityException | InvalidProtocolBufferException e) {
      throw new DataConverterException(
          "a payload cannot be decrypted with the key "
              + id
              + ": it was changed, or another key"
              + " bears this id",
          e);
    }
  }

  private static Cipher cipher(int mode, SecretKey key, byte[] nonce, String id)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(ALGORITHM);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(id.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
