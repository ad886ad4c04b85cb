package io.breakwater.settings;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One thing that can be configured.
 *
 * @param key where it stands in the file: {@code db.url} is {@code url} in the table {@code [db]}
 * @param form how it is written
 * @param preset what holds when it is not set, written like a value; null for nothing
 * @param parts who reads it
 * @param secret whether it is never shown and may come from a file of its own
 * @param what what it is, for the documentation
 * @param <T> what it is read as
 */
public record Setting<T>(
    String key, Form<T> form, String preset, Set<Part> parts, boolean secret, String what) {
  private static final String PREFIX = "BREAKWATER_";

  public Setting {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(form, "form");
    Objects.requireNonNull(what, "what");
    parts = Set.copyOf(parts);
    if (preset != null) {
      var unused = form.reader().apply(preset);
    }
  }

  /** The environment variable that sets it, such as {@code BREAKWATER_DB_URL}. */
  public String variable() {
    return PREFIX + key.replace('.', '_').toUpperCase(Locale.ROOT);
  }

  /** The variable that names a file with the secret. */
  String fileVariable() {
    return variable() + "_FILE";
  }

  /** The key that names a file with the secret. */
  String fileKey() {
    return key + "_file";
  }

  Optional<T> presetValue() {
    return Optional.ofNullable(preset).map(form.reader());
  }
}
