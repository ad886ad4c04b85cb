package io.breakwater.gateway.operations;

import io.breakwater.gateway.operation.Running;
import io.breakwater.gateway.operation.RunningOperations;
import io.breakwater.inventory.history.OperationFilter;
import io.breakwater.inventory.history.OperationHistory;
import io.breakwater.inventory.history.OperationRecord;
import io.breakwater.inventory.history.OperationRecord.State;
import io.breakwater.vm.ContextId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds operations in the tables and, those under way, in Temporal: the tables do not know one
 * before a worker took it, nor that one was ended from outside. Thread-safe; calls block.
 */
public final class OperationLookup {
  /** Temporal lists what it started a moment later. */
  private static final Duration LISTED_WITHIN = Duration.ofSeconds(30);

  private static final String FROM_OUTSIDE =
      "it was ended from outside before it was done: look at the VM, then run a recovery";

  /** As Temporal and the old system make them; anything else the database could not compare. */
  private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]{1,255}");

  private final OperationHistory history;
  private final RunningOperations running;
  private final Starts starts;
  private final Clock clock;

  /** Looks into these. */
  public OperationLookup(
      OperationHistory history, RunningOperations running, Starts starts, Clock clock) {
    this.history = history;
    this.running = running;
    this.starts = starts;
    this.clock = clock;
  }

  /** The operation with this id. */
  Optional<Found> find(String id) {
    if (!ID.matcher(id).matches()) {
      return Optional.empty();
    }
    Optional<Found> recorded = history.find(id).map(this::current);
    return recorded
        .or(() -> running.byId(id).map(Found::ofRunning))
        .or(() -> starts.operationOf(id).flatMap(this::started));
  }

  /** What was started through the gateway and neither the tables nor the list know. */
  private Optional<Found> started(Starts.Resolved resolved) {
    if (resolved.operationId() != null) {
      Optional<Found> known =
          history
              .find(resolved.operationId())
              .map(this::current)
              .or(() -> running.byId(resolved.operationId()).map(Found::ofRunning));
      if (known.isPresent()) {
        return known;
      }
    }
    return Optional.of(new Found(resolved.record(), null));
  }

  List<Found> page(OperationFilter filter) {
    return history.page(filter).stream().map(this::current).toList();
  }

  private Found current(OperationRecord recorded) {
    if (!recorded.state().isOpen() || !recorded.own()) {
      return new Found(recorded, null);
    }
    Optional<Map<ContextId, Running>> all = running.all();
    Running now = all.map(known -> known.get(recorded.context())).orElse(null);
    if (now != null && (now.id().equals(recorded.id()) || now.runId().equals(recorded.runId()))) {
      return new Found(with(recorded, now.state(), recorded.summary()), now);
    }
    Instant settled = clock.instant().minus(LISTED_WITHIN);
    boolean gone = all.isPresent() && recorded.startedAt().isBefore(settled);
    return new Found(gone ? with(recorded, State.FAILED, FROM_OUTSIDE) : recorded, null);
  }

  private static OperationRecord with(OperationRecord from, State state, String summary) {
    return new OperationRecord(
        from.id(),
        from.kind(),
        from.context(),
        from.vmName(),
        state,
        from.startedAt(),
        from.finishedAt(),
        from.startedBy(),
        summary,
        from.percent(),
        true,
        from.workflowId(),
        from.runId(),
        from.externalJobId(),
        from.destinationName(),
        from.result());
  }

  /**
   * An operation.
   *
   * @param running what Temporal says of it; null when it is not known to run
   */
  record Found(OperationRecord operation, Running running) {
    static Found ofRunning(Running running) {
      return new Found(
          new OperationRecord(
              running.id(),
              running.kind(),
              running.context(),
              running.vmName(),
              running.state(),
              running.startedAt(),
              null,
              null,
              null,
              0,
              true,
              running.workflowId(),
              running.runId(),
              running.jobId(),
              null,
              null),
          running);
    }
  }
}
