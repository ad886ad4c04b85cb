package io.breakwater.gateway.batch;

import io.breakwater.operation.OperationKind;
import java.time.Instant;
import java.util.List;

/** A batch as JSON; see openapi.yaml. */
record BatchView(
    String id,
    OperationKind kind,
    String state,
    int percent,
    int total,
    int completed,
    int failed,
    Instant startedAt,
    Instant finishedAt,
    String summary,
    List<Item> items) {

  record Item(
      String contextId,
      String vm,
      int group,
      String state,
      int percent,
      String operationId,
      String summary,
      Instant startedAt,
      Instant finishedAt) {}
}
