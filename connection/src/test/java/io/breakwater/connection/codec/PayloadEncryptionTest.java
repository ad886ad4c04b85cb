package io.breakwater.connection.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.breakwater.operation.OperationJson;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DataConverterException;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class PayloadEncryptionTest {
  private static final Payload PLAIN =
      OperationJson.dataConverter().toPayload("the reason of anna").orElseThrow();

  private final PayloadEncryption old = new PayloadEncryption(keys(key("2025", 1)));
  private final PayloadEncryption rotated =
      new PayloadEncryption(keys(key("2026", 2), key("2025", 1)));

  @Test
  void hidesWhatItWritesAndReadsItAgain() {
    List<Payload> encrypted = old.encode(List.of(PLAIN, PLAIN));

    assertThat(encrypted.get(0).getData().toStringUtf8()).doesNotContain("anna");
    assertThat(encrypted.get(0).getData()).isNotEqualTo(encrypted.get(1).getData());
    assertThat(old.decode(encrypted)).containsExactly(PLAIN, PLAIN);
  }

  @Test
  void readsWhatTheKeyBeforeWroteAndWritesWithTheFirst() {
    assertThat(rotated.decode(old.encode(List.of(PLAIN)))).containsExactly(PLAIN);
    assertThatThrownBy(() -> old.decode(rotated.encode(List.of(PLAIN))))
        .isInstanceOf(DataConverterException.class)
        .hasMessageContaining("2026");
  }

  @Test
  void readsWhatWasWrittenBeforeThereWereKeys() {
    assertThat(rotated.decode(List.of(PLAIN))).containsExactly(PLAIN);
  }

  @Test
  void refusesWhatWasChanged() {
    Payload encrypted = old.encode(List.of(PLAIN)).get(0);
    byte[] data = encrypted.getData().toByteArray();
    data[data.length - 1] ^= 1;
    Payload changed = encrypted.toBuilder().setData(ByteString.copyFrom(data)).build();
    Payload cut = encrypted.toBuilder().setData(encrypted.getData().substring(0, 5)).build();

    assertThatThrownBy(() -> old.decode(List.of(changed)))
        .isInstanceOf(DataConverterException.class)
        .hasMessageContaining("it was changed");
    assertThatThrownBy(() -> old.decode(List.of(cut))).isInstanceOf(DataConverterException.class);
  }

  @Test
  void namesEveryMistakeOfTheKeyFileButNoKey() {
    String secret = Base64.getEncoder().encodeToString(new byte[16]);

    assertThatThrownBy(
            () ->
                PayloadKeys.of(
                    "keys",
                    List.of("# ours", "short " + secret, "lonely", key("a", 1), key("a", 2))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("keys, line 2", "keys, line 3", "keys, line 5")
        .hasMessageNotContaining(secret);
    assertThatThrownBy(() -> PayloadKeys.of("keys", List.of("", "# none")))
        .hasMessageContaining("holds no key");
  }

  private static PayloadKeys keys(String... lines) {
    return PayloadKeys.of("keys", List.of(lines));
  }

  private static String key(String id, int fill) {
    byte[] bytes = new byte[32];
    bytes[0] = (byte) fill;
    return id + " " + Base64.getEncoder().encodeToString(bytes);
  }
}
