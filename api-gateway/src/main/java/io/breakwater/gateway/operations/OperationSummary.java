package io.breakwater.gateway.operations;

import io.breakwater.inventory.history.OperationRecord;
import io.breakwater.inventory.operation.OperatorWords;
import io.breakwater.operation.OperationKind;
import java.time.Duration;
import java.time.Instant;

/** An operation in a list, as JSON; see openapi.yaml. */
record OperationSummary(
    String id,
    OperationKind kind,
    String title,
    String vm,
    String contextId,
    OperationRecord.State state,
    int percent,
    Instant startedAt,
    Instant finishedAt,
    double durationSeconds,
    String startedBy,
    String summary) {

  static OperationSummary of(OperationRecord found, Instant now) {
    return new OperationSummary(
        found.id(),
        found.kind(),
        found.kind().title(),
        found.vmName(),
        found.context() == null ? null : found.context().value(),
        found.state(),
        found.percent(),
        found.startedAt(),
        found.finishedAt(),
        seconds(found, now),
        found.startedBy(),
        found.summary() == null ? null : OperatorWords.plain(found.summary()));
  }

  /** The same with what only Temporal, or the record of the start, knows. */
  OperationSummary with(OperationRecord.State now, String who) {
    return new OperationSummary(
        id,
        kind,
        title,
        vm,
        contextId,
        now,
        percent,
        startedAt,
        finishedAt,
        durationSeconds,
        who,
        summary);
  }

  /** Until now while it runs; 0 where nobody noted the end. */
  private static double seconds(OperationRecord found, Instant now) {
    Instant end = found.finishedAt();
    if (end == null) {
      end = found.state().isOpen() ? now : found.startedAt();
    }
    return Math.max(0, Duration.between(found.startedAt(), end).toMillis() / 1000.0);
  }
}
