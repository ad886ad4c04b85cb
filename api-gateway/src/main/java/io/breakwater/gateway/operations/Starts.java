package io.breakwater.gateway.operations;

import io.breakwater.gateway.http.Envelope;
import io.breakwater.gateway.http.Refused;
import io.breakwater.gateway.operation.Latest;
import io.breakwater.gateway.operation.RunningOperations;
import io.breakwater.gateway.operation.Started;
import io.breakwater.gateway.operation.TemporalOperations;
import io.breakwater.inventory.DatabaseUnavailable;
import io.breakwater.inventory.history.OperationRecord;
import io.breakwater.inventory.history.OperationRecord.State;
import io.breakwater.inventory.request.StartRecords;
import io.breakwater.inventory.request.StartRow;
import io.breakwater.operation.Candidate;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationRequest;
import io.breakwater.operation.Queues;
import io.breakwater.vm.ContextId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts operations, once for each Idempotency-Key however often it is sent, and remembers who
 * started what. Thread-safe; calls block.
 */
public final class Starts {
  private static final Logger LOG = LoggerFactory.getLogger(Starts.class);

  /** After that long a start without an answer is one whose gateway died. */
  private static final Duration ABANDONED = Duration.ofSeconds(30);

  private final StartRecords records;
  private final TemporalOperations temporal;
  private final RunningOperations running;
  private final Clock clock;

  /** Starts through these. */
  public Starts(
      StartRecords records, TemporalOperations temporal, RunningOperations running, Clock clock) {
    this.records = records;
    this.temporal = temporal;
    this.running = running;
    this.clock = clock;
  }

  /**
   * Starts an operation, or finds the one that the same key started.
   *
   * @return the run that was started
   * @throws Refused 409 when something is in the way, 422 when the key came with another body
   */
  String start(Order order) {
    String startId = UUID.randomUUID().toString();
    StartRow row =
        new StartRow(
            startId,
            order.key().hash(),
            order.key().bodyHash(),
            order.kind().name(),
            order.vm().contextId().value(),
            order.vm().vmName(),
            order.request().externalJobId(),
            order.request().requestedBy(),
            order.request().reason(),
            Queues.workflowId(order.vm().contextId()),
            null,
            clock.instant());
    StartRow held = records.reserve(row);
    if (held.startId().equals(startId)) {
      return carryOut(order, startId);
    }
    IdempotencyKey.requireSame(held, order.key());
    return held.runId() == null ? recover(order, held) : held.runId();
  }

  /** The answer to the first request was lost, or it is still being carried out. */
  private String recover(Order order, StartRow held) {
    Optional<Started> found = temporal.startedBy(held.startId(), new ContextId(held.contextId()));
    if (found.isPresent()) {
      return noted(held.startId(), found.get());
    }
    if (held.requestedAt().isAfter(clock.instant().minus(ABANDONED))) {
      throw new Refused(
          409,
          Envelope.failed(
              StartRequest.REFUSED, "the same request is being carried out at this moment"),
          List.of("Send it again in a few seconds."));
    }
    return carryOut(order, held.startId());
  }

  private String carryOut(Order order, String startId) {
    try {
      Started started =
          order.force()
              ? temporal.takeOver(order.kind(), order.vm(), order.request(), startId)
              : temporal.start(order.kind(), order.vm(), order.request(), startId);
      return noted(startId, started);
    } catch (Refused refused) {
      records.release(startId);
      throw refused;
    } finally {
      running.forget();
    }
  }

  private String noted(String startId, Started started) {
    try {
      records.started(startId, started.workflowId(), started.runId());
    } catch (DatabaseUnavailable e) {
      // It runs; who asks again with the same key finds it by its memo.
      LOG.warn("started {}, but could not note it: {}", started.workflowId(), e.getMessage());
    }
    return started.runId();
  }

  /** Who started it through the gateway. */
  Optional<String> actorOf(String operation) {
    return records.byRun(operation).map(StartRow::actor);
  }

  /** Why, as the request said. */
  Optional<String> reasonOf(String operation) {
    return records.byRun(operation).map(StartRow::reason);
  }

  /** What became of a start, by the run that it led to. */
  Optional<Resolved> operationOf(String runId) {
    return records.byRun(runId).filter(row -> row.contextId() != null).map(this::resolved);
  }

  private Resolved resolved(StartRow row) {
    String operation =
        row.workflowId().startsWith("submit/")
            ? running.all().stream()
                .flatMap(all -> all.values().stream())
                .filter(known -> row.externalJobId().equals(known.jobId()))
                .map(known -> known.id())
                .findFirst()
                .or(() -> records.operationOf(row.externalJobId()))
                .orElse(null)
            : row.runId();
    Optional<Latest> run = temporal.run(row.workflowId(), row.runId());
    return new Resolved(operation, record(row, run));
  }

  private static OperationRecord record(StartRow row, Optional<Latest> run) {
    State state = run.map(Starts::state).orElse(State.FAILED);
    Instant closed = run.map(Latest::closedAt).orElse(null);
    return new OperationRecord(
        row.runId(),
        OperationKind.valueOf(row.kind()),
        new ContextId(row.contextId()),
        row.vmName(),
        state,
        run.map(Latest::startedAt).orElse(row.requestedAt()),
        state.isOpen() ? null : closed,
        row.actor(),
        state == State.FAILED ? "it ended before it had begun; Temporal knows why" : null,
        0,
        true,
        row.workflowId(),
        row.runId(),
        row.externalJobId(),
        null,
        null);
  }

  private static State state(Latest run) {
    return switch (run.status()) {
      case "completed" -> run.type().equals("Submit") ? State.RUNNING : State.SUCCEEDED;
      case "cancelled" -> State.CANCELLED;
      case "failed" -> State.FAILED;
      default -> State.RUNNING;
    };
  }

  /** What to start. */
  record Order(
      OperationKind kind,
      Candidate vm,
      OperationRequest request,
      boolean force,
      IdempotencyKey key) {}

  /**
   * What is known of a start.
   *
   * @param operationId null while the operation waits for another one to end
   * @param record by what the start says and Temporal knows of its run
   */
  record Resolved(String operationId, OperationRecord record) {}
}
