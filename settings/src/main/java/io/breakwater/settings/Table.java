package io.breakwater.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Collects the settings of one class in the order in which they stand there. */
final class Table {
  private final Set<Part> parts;
  private final List<Setting<?>> settings = new ArrayList<>();

  Table(Part... parts) {
    this.parts = Set.of(parts);
  }

  <T> Setting<T> add(String key, Form<T> form, String preset, String what) {
    return keep(new Setting<>(key, form, preset, parts, false, what));
  }

  /** One that other parts than usual read. */
  <T> Setting<T> add(Part part, String key, Form<T> form, String preset, String what) {
    return keep(new Setting<>(key, form, preset, Set.of(part), false, what));
  }

  Setting<String> secret(String key, String preset, String what) {
    return keep(new Setting<>(key, Form.TEXT, preset, parts, true, what));
  }

  private <T> Setting<T> keep(Setting<T> setting) {
    settings.add(setting);
    return setting;
  }

  List<Setting<?>> all() {
    return List.copyOf(settings);
  }
}
