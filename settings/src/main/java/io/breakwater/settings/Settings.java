package io.breakwater.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What one process is told by its file and its environment, which goes before the file. Whatever is
 * wrong is collected, and refused all at once by {@link #refuseMistakes}; until then a value that
 * cannot be read is as if it were not set.
 */
public final class Settings {
  private static final String PREFIX = "BREAKWATER_";

  private final Part part;
  private final Mistakes mistakes = new Mistakes();
  private final Map<Setting<?>, List<Given>> written = new LinkedHashMap<>();
  private final Map<Setting<?>, Object> values = new HashMap<>();

  private Settings(Part part) {
    this.part = part;
  }

  /**
   * Reads the settings of a process. An empty variable counts as not set.
   *
   * @param file TOML; may also hold what other processes need
   */
  public static Settings read(Part part, Optional<Path> file, Map<String, String> environment) {
    Settings settings = new Settings(part);
    file.ifPresent(path -> settings.written.putAll(SettingsFile.read(path, settings.mistakes)));
    settings.written.putAll(settings.given(environment));
    settings.written.forEach(settings::take);
    return settings;
  }

  private Map<Setting<?>, List<Given>> given(Map<String, String> environment) {
    Map<String, Setting<?>> byVariable = new HashMap<>();
    Catalogue.all()
        .forEach(
            setting -> {
              byVariable.put(setting.variable(), setting);
              if (setting.secret()) {
                byVariable.put(setting.fileVariable(), setting);
              }
            });
    Map<Setting<?>, List<Given>> given = new HashMap<>();
    environment.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(PREFIX) && !entry.getValue().isBlank())
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            entry -> {
              String name = entry.getKey();
              Setting<?> setting = byVariable.get(name);
              if (setting == null) {
                mistakes.add(
                    name
                        + " is no setting"
                        + SettingsFile.meant(name, byVariable.keySet().stream()));
                return;
              }
              given
                  .computeIfAbsent(setting, any -> new ArrayList<>())
                  .add(new Given(name, entry.getValue(), !name.equals(setting.variable())));
            });
    return given;
  }

  private void take(Setting<?> setting, List<Given> all) {
    if (!setting.parts().contains(part)) {
      return;
    }
    if (all.size() > 1) {
      mistakes.add(all.get(0).name() + " and " + all.get(1).name() + ": set one of them");
      return;
    }
    Given given = all.get(0);
    String text = given.namesFile() ? contentOf(given) : given.value().strip();
    if (text == null || text.isEmpty()) {
      return;
    }
    try {
      values.put(setting, setting.form().reader().apply(text));
    } catch (IllegalArgumentException e) {
      mistakes.add(
          given.name()
              + " must be "
              + setting.form().name()
              + (setting.secret() ? "" : ", not \"" + text + "\""));
    }
  }

  /** Null when it cannot be read. */
  private String contentOf(Given given) {
    try {
      String content = Files.readString(Path.of(given.value().strip())).strip();
      if (content.isEmpty()) {
        mistakes.add(given.name() + " names " + given.value() + ", which is empty");
      }
      return content;
    } catch (NoSuchFileException e) {
      mistakes.add(given.name() + " names " + given.value() + ", which is not there");
    } catch (IOException | IllegalArgumentException e) {
      mistakes.add(given.name() + " names " + given.value() + ", which cannot be read: " + e);
    }
    return null;
  }

  /** The value, or what holds when it is not set. */
  public <T> T get(Setting<T> setting) {
    return find(setting)
        .orElseThrow(
            () -> new IllegalStateException(setting.key() + " has no default; ask with find"));
  }

  /** The value or its default, if there is one. */
  @SuppressWarnings("unchecked") // only take() puts values in, as their setting reads them
  public <T> Optional<T> find(Setting<T> setting) {
    Object value = values.get(setting);
    return value == null ? setting.presetValue() : Optional.of((T) value);
  }

  /** How a setting is called where it was set, for messages. */
  public String name(Setting<?> setting) {
    List<Given> given = written.getOrDefault(setting, List.of());
    return given.isEmpty() ? setting.variable() : given.get(0).name();
  }

  /** What is made of several settings; its mistake is collected, and the other one taken. */
  public <T> T made(Supplier<T> making, T otherwise) {
    try {
      return making.get();
    } catch (IllegalArgumentException e) {
      mistakes.add(e.getMessage());
      return otherwise;
    }
  }

  /**
   * Goes on when everything can be used.
   *
   * @throws IllegalArgumentException that lists every mistake, without secrets
   */
  public void refuseMistakes() {
    mistakes.refuse();
  }

  /** Without values, as some are secret. */
  @Override
  public String toString() {
    return "Settings of " + part;
  }
}
