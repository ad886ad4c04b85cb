package io.breakwater.activities.operation;

import io.breakwater.operation.OperationKind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A setting that may differ from one kind of operation to another.
 *
 * @param usual for the kinds that are not named
 */
public record PerKind<T>(T usual, Map<OperationKind, T> others) {
  private static final List<String> KINDS =
      Stream.of(OperationKind.values()).map(OperationKind::workflowType).toList();

  public PerKind {
    others = Map.copyOf(others);
  }

  /** The same for every kind. */
  public static <T> PerKind<T> always(T usual) {
    return new PerKind<>(usual, Map.of());
  }

  /**
   * Reads what differs from a list such as {@code LiveFailover=PT30M,Cleanup=PT20M}.
   *
   * @param value reads one value; its exception says what would make sense
   * @throws IllegalArgumentException that names the part which makes no sense, and what would
   */
  public static <T> PerKind<T> of(T usual, String list, Function<String, T> value) {
    Map<OperationKind, T> others = new EnumMap<>(OperationKind.class);
    for (String part : list.split(",")) {
      if (!part.isBlank()) {
        add(part.strip(), value, others);
      }
    }
    return new PerKind<>(usual, others);
  }

  private static <T> void add(
      String part, Function<String, T> value, Map<OperationKind, T> others) {
    String[] sides = part.split("=", -1);
    Optional<OperationKind> kind =
        Stream.of(OperationKind.values())
            .filter(known -> known.workflowType().equals(sides[0].strip()))
            .findFirst();
    if (sides.length != 2 || kind.isEmpty()) {
      throw new IllegalArgumentException(
          "\"" + part + "\": the operations are " + String.join(", ", KINDS));
    }
    try {
      if (others.put(kind.get(), value.apply(sides[1].strip())) != null) {
        throw new IllegalArgumentException("it is given twice");
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("\"" + part + "\": " + e.getMessage(), e);
    }
  }

  /** The value for this kind. */
  public T of(OperationKind kind) {
    return others.getOrDefault(kind, usual);
  }
}
