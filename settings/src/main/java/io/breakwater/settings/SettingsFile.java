package io.breakwater.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a TOML file says; {@code url} in {@code [db]} is {@code db.url}. */
final class SettingsFile {
  private final Path file;
  private final Mistakes mistakes;
  private final Map<String, Setting<?>> byKey = new LinkedHashMap<>();
  private final Map<Setting<?>, List<Given>> values = new LinkedHashMap<>();

  private SettingsFile(Path file, Mistakes mistakes) {
    this.file = file;
    this.mistakes = mistakes;
    Catalogue.all().stream()
        .filter(setting -> !setting.parts().contains(Part.LAUNCHER))
        .forEach(
            setting -> {
              byKey.put(setting.key(), setting);
              if (setting.secret()) {
                byKey.put(setting.fileKey(), setting);
              }
            });
  }

  /** The values by setting; what is wrong is added to the mistakes. */
  static Map<Setting<?>, List<Given>> read(Path file, Mistakes mistakes) {
    SettingsFile reading = new SettingsFile(file, mistakes);
    try {
      reading.take("", new TomlMapper().readTree(Files.readString(file)));
    } catch (NoSuchFileException e) {
      mistakes.add(file + " is not there; see --config and BREAKWATER_CONFIG");
    } catch (JsonProcessingException e) {
      // The excerpt that Jackson would add may hold a secret.
      mistakes.add(
          file
              + ", line "
              + (e.getLocation() == null ? "?" : e.getLocation().getLineNr())
              + ": "
              + e.getOriginalMessage());
    } catch (IOException e) {
      mistakes.add(file + " cannot be read: " + e);
    }
    return reading.values;
  }

  private void take(String prefix, JsonNode table) {
    table
        .properties()
        .forEach(
            entry -> {
              String key = prefix + entry.getKey();
              if (entry.getValue().isObject()) {
                take(key + ".", entry.getValue());
              } else {
                take(key, byKey.get(key), entry.getValue());
              }
            });
  }

  private void take(String key, Setting<?> setting, JsonNode value) {
    String name = key + " in " + file;
    if (setting == null) {
      mistakes.add(name + " is no setting" + meant(key, byKey.keySet().stream()));
      return;
    }
    String text = text(setting, value);
    if (text == null) {
      mistakes.add(name + " must be " + setting.form().name() + ", in quotes");
    } else {
      values
          .computeIfAbsent(setting, any -> new ArrayList<>())
          .add(new Given(name, text, !key.equals(setting.key())));
    }
  }

  /** Null for what cannot be meant. */
  private static String text(Setting<?> setting, JsonNode value) {
    if (value.isTextual() || value.isNumber() || value.isBoolean()) {
      return value.asText();
    }
    if (value.isArray() && !setting.form().separator().isEmpty()) {
      List<String> parts = new ArrayList<>();
      value.forEach(part -> parts.add(part.asText()));
      return String.join(setting.form().separator(), parts);
    }
    return null;
  }

  static String meant(String typed, Stream<String> names) {
    return Catalogue.nearest(typed, names)
        .map(name -> ": " + name + " is")
        .orElse("; docs/configuration.md lists them");
  }
}
