package io.breakwater.settings;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every setting there is; one file serves all processes. */
public final class Catalogue {
  private static final String HEAD =
      """
      | in the file | in the environment | default | of | what |
      |---|---|---|---|---|
      """;

  private static final List<Setting<?>> ALL =
      Stream.of(
              SystemSettings.both(),
              SystemSettings.worker(),
              WorkerSettings.table(),
              GatewaySettings.table(),
              SystemSettings.launcher())
          .flatMap(table -> table.all().stream())
          .toList();

  private Catalogue() {}

  static List<Setting<?>> all() {
    return ALL;
  }

  /** The table for people, in Markdown; {@code docs/configuration.md} holds it. */
  static String markdown() {
    return ALL.stream().map(Catalogue::row).collect(Collectors.joining("\n", HEAD, "\n"));
  }

  private static String row(Setting<?> setting) {
    String of =
        setting.parts().stream().sorted().map(Part::shown).collect(Collectors.joining(", "));
    return "| "
        + (setting.parts().contains(Part.LAUNCHER) ? "–" : "`" + setting.key() + "`")
        + (setting.secret() ? ", `" + setting.fileKey() + "`" : "")
        + " | `"
        + setting.variable()
        + "`"
        + (setting.secret() ? ", `…_FILE`" : "")
        + " | "
        + (setting.preset() == null ? "–" : "`" + setting.preset() + "`")
        + " | "
        + of
        + " | "
        + setting.what()
        + " |";
  }

  /** The name that somebody most likely meant, if one is near. */
  static Optional<String> nearest(String typed, Stream<String> names) {
    int bearable = Math.max(2, typed.length() / 4);
    return names
        .min(Comparator.comparingInt(name -> distance(typed, name)))
        .filter(name -> distance(typed, name) <= bearable);
  }

  private static int distance(String one, String other) {
    int[] last = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int[] next = new int[other.length() + 1];
      next[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int change = last[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        next[j] = Math.min(change, 1 + Math.min(last[j], next[j - 1]));
      }
      last = next;
    }
    return last[other.length()];
  }
}
