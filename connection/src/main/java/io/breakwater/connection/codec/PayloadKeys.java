package io.breakwater.connection.codec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys of payloads: the first encrypts, every one decrypts. So a new key is first added at the
 * end wherever payloads are read, and put in front only then. Thread-safe.
 */
public final class PayloadKeys {
  private static final int BYTES = 32;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private final Map<String, SecretKey> keys;
  private final String first;

  private PayloadKeys(Map<String, SecretKey> keys) {
    this.keys = Map.copyOf(keys);
    this.first = keys.keySet().iterator().next();
  }

  /**
   * Reads a file with a key a line: {@code <id> <base64 of 32 bytes>}. Empty lines and those that
   * begin with {@code #} do not count.
   *
   * @throws IllegalArgumentException that names file and line, never a key
   */
  public static PayloadKeys read(Path file) {
    try {
      return of(file.toString(), Files.readAllLines(file));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the keys of payloads in " + file + " cannot be read: " + e.getClass().getSimpleName(),
          e);
    }
  }

  static PayloadKeys of(String file, List<String> lines) {
    Map<String, SecretKey> keys = new LinkedHashMap<>();
    List<String> mistakes = new ArrayList<>();
    for (int line = 0; line < lines.size(); line++) {
      String text = lines.get(line).strip();
      if (!text.isEmpty() && !text.startsWith("#")) {
        take(text, file + ", line " + (line + 1), keys, mistakes);
      }
    }
    if (mistakes.isEmpty() && keys.isEmpty()) {
      mistakes.add(file + " holds no key; a line is <id> <base64 of 32 bytes>");
    }
    if (!mistakes.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", mistakes));
    }
    return new PayloadKeys(keys);
  }

  private static void take(
      String text, String where, Map<String, SecretKey> keys, List<String> mistakes) {
    String[] words = text.split("\\s+");
    if (words.length != 2 || !ID.matcher(words[0]).matches()) {
      mistakes.add(where + ": must be <id> <base64 of 32 bytes>");
      return;
    }
    Optional<byte[]> bytes = decoded(words[1]);
    if (bytes.isEmpty()) {
      mistakes.add(where + ": the key " + words[0] + " must be base64 of 32 bytes");
    } else if (keys.putIfAbsent(words[0], new SecretKeySpec(bytes.get(), "AES")) != null) {
      mistakes.add(where + ": there is a key " + words[0] + " already");
    }
  }

  private static Optional<byte[]> decoded(String base64) {
    try {
      return Optional.of(Base64.getDecoder().decode(base64)).filter(b -> b.length == BYTES);
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  /** The id of the key that encrypts. */
  public String first() {
    return first;
  }

  Optional<SecretKey> find(String id) {
    return Optional.ofNullable(keys.get(id));
  }

  /** Without the keys themselves. */
  @Override
  public String toString() {
    return keys.size() + " key(s), " + first + " encrypts";
  }
}
