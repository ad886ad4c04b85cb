package io.breakwater.gateway.operations;

import io.breakwater.gateway.http.CsvText;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Operations as CSV. */
final class Csv {
  private static final String HEAD =
      "id,kind,vm,contextId,state,startedAt,finishedAt,durationSeconds,startedBy,summary\r\n";

  private Csv() {}

  static String of(List<OperationSummary> operations) {
    return HEAD + operations.stream().map(Csv::line).collect(Collectors.joining());
  }

  private static String line(OperationSummary operation) {
    return CsvText.line(
        Arrays.<Object>asList(
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
            .stream());
  }
}
