package io.breakwater.gateway.operations;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Operations as CSV (RFC 4180), to be opened by a spreadsheet. */
final class Csv {
  private static final String HEAD =
      "id,kind,vm,contextId,state,startedAt,finishedAt,durationSeconds,startedBy,summary\r\n";

  private Csv() {}

  static String of(List<OperationSummary> operations) {
    return HEAD + operations.stream().map(Csv::line).collect(Collectors.joining());
  }

  private static String line(OperationSummary operation) {
    return Stream.of(
                operation.id(),
                operation.kind(),
                operation.vm(),
                operation.contextId(),
                operation.state(),
                operation.startedAt(),
                operation.finishedAt(),
                operation.durationSeconds(),
                operation.startedBy(),
                operation.summary())
            .map(Csv::cell)
            .collect(Collectors.joining(","))
        + "\r\n";
  }

  /** A cell that begins like a formula would be carried out by a spreadsheet. */
  private static String cell(Object value) {
    if (value == null) {
      return "";
    }
    String text = value.toString();
    if (value instanceof String && !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0) {
      text = "'" + text;
    }
    boolean quoted = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
