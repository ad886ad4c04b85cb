package io.breakwater.plan;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What went wrong, one line per kind with the shortest example. */
final class Findings {
  private record Finding(int count, int size, String example) {}

  private final Map<String, Finding> byKind = new LinkedHashMap<>();

  void add(String kind, int size, Supplier<String> example) {
    Finding known = byKind.get(kind);
    if (known == null) {
      byKind.put(kind, new Finding(1, size, example.get()));
    } else if (size < known.size()) {
      byKind.put(kind, new Finding(known.count() + 1, size, example.get()));
    } else {
      byKind.put(kind, new Finding(known.count() + 1, known.size(), known.example()));
    }
  }

  boolean isEmpty() {
    return byKind.isEmpty();
  }

  /** Shortest example first. */
  String report() {
    return byKind.entrySet().stream()
        .sorted(Comparator.comparingInt(entry -> entry.getValue().size()))
        .map(
            entry ->
                "### "
                    + entry.getKey()
                    + " ("
                    + entry.getValue().count()
                    + " times)\n"
                    + entry.getValue().example())
        .collect(Collectors.joining("\n\n"));
  }
}
