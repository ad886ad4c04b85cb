package io.breakwater.inventory.operation;

import io.breakwater.inventory.Columns;
import io.breakwater.inventory.Json;
import io.breakwater.inventory.Transactions;
import io.breakwater.inventory.job.JobLog;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationNames;
import io.breakwater.operation.OperationResult;
import io.breakwater.operation.Progress.StepState;
import io.breakwater.step.OperationActivities.Begin;
import io.breakwater.step.OperationRef;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.OperationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The operations, and how jobs stand for whoever asks by any id. Thread-safe. */
public final class Operations {
  private static final int SUMMARY_LENGTH = 8_000;

  private static final String BEGIN =
      "INSERT INTO breakwater_operations (operation_id, kind, context_id, vm_name, workflow_id,"
          + " run_id, external_job_id, job_id, requested_by, destination_name, priority,"
          + " queued_at, started_at) VALUES"
          + " (:operation, :kind, :context, :vmName, :workflow, :run, :external, :job, :by,"
          + " :destination, :priority, :queued, UTC_TIMESTAMP(6)) ON DUPLICATE KEY UPDATE run_id = VALUES(run_id)";

  private static final String FINISH =
      "UPDATE breakwater_operations SET state = 'finished', finished_at = UTC_TIMESTAMP(6),"
          + " ended = :end, summary = :summary, result = :result"
          + " WHERE operation_id = :operation AND finished_at IS NULL";

  private static final String STEPS =
      "SELECT * FROM breakwater_steps WHERE operation_id = :operation ORDER BY round, seq";

  private static final String BUSY =
      "SELECT o.* FROM breakwater_operations o JOIN breakwater_leases l"
          + " ON l.operation_id = o.operation_id WHERE l.context_id = :context"
          + " AND l.expires_at > UTC_TIMESTAMP(6) AND o.finished_at IS NULL";

  private final Transactions transactions;

  public Operations(Jdbi jdbi) {
    this.transactions = new Transactions(jdbi);
  }

  /** Opens the record of an operation. Idempotent; after a reset the newest run id counts. */
  public void begin(Begin begin, String vmName) {
    String destination =
        begin.kind().isFailover()
            ? OperationNames.destination(begin.kind().goal(), vmName, begin.startedAt())
            : null;
    transactions.run(
        handle ->
            handle
                .createUpdate(BEGIN)
                .bind("operation", begin.operation().value())
                .bind("kind", begin.kind().name())
                .bind("context", begin.context().value())
                .bind("vmName", vmName)
                .bind("workflow", begin.workflowId())
                .bind("run", begin.runId())
                .bind("external", JobLog.externalId(begin, vmName))
                .bind("job", JobLog.jobId(begin.operation()))
                .bind("by", begin.requestedBy())
                .bind("destination", destination)
                .bind("priority", begin.priority())
                .bind("queued", Columns.utc(begin.queuedAt()))
                .execute());
  }

  /**
   * Closes the record and writes the context's {@code last_operation_summary}. Idempotent: the
   * first end stays.
   */
  public void finish(OperationRef operation, OperationResult result) {
    transactions.run(
        handle -> {
          int finished =
              handle
                  .createUpdate(FINISH)
                  .bind("operation", operation.id().value())
                  .bind("end", result.end().name())
                  .bind("summary", Columns.fit(result.summary(), SUMMARY_LENGTH))
                  .bind("result", Json.write(result))
                  .execute();
          if (finished > 0) {
            LastOperation.write(handle, operation, result);
          }
        });
  }

  public Optional<OperationRow> find(OperationId operation) {
    return transactions.in(handle -> find(handle, operation));
  }

  /** The result that {@link #finish} recorded. */
  public Optional<OperationResult> result(OperationId operation) {
    return transactions.in(
        handle ->
            handle
                .createQuery(
                    "SELECT result FROM breakwater_operations"
                        + " WHERE operation_id = :operation AND result IS NOT NULL")
                .bind("operation", operation.value())
                .mapTo(String.class)
                .findOne()
                .map(json -> Json.read(json, OperationResult.class)));
  }

  /** How many operations are not finished, by kind. */
  public Map<OperationKind, Long> running() {
    return transactions.in(
        handle ->
            handle
                .createQuery(
                    "SELECT kind, COUNT(*) AS running FROM breakwater_operations"
                        + " WHERE finished_at IS NULL GROUP BY kind")
                .reduceRows(
                    new EnumMap<>(OperationKind.class),
                    (counts, row) -> {
                      OperationKind kind =
                          OperationKind.valueOf(row.getColumn("kind", String.class));
                      counts.put(kind, row.getColumn("running", Long.class));
                      return counts;
                    }));
  }

  /** The newest operations of a VM first. */
  public List<OperationRow> of(ContextId context, int limit) {
    return transactions.in(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM breakwater_operations WHERE context_id = :context"
                        + " ORDER BY started_at DESC LIMIT :limit")
                .bind("context", context.value())
                .bind("limit", limit)
                .map((row, view) -> OperationRows.read(row))
                .list());
  }

  /** The steps of all rounds in the order of the plans. */
  public List<StepRow> steps(OperationId operation) {
    return transactions.in(
        handle ->
            handle
                .createQuery(STEPS)
                .bind("operation", operation.value())
                .map((row, view) -> step(row))
                .list());
  }

  /** The unfinished operation that holds the VM's lease. */
  public Optional<OperationRow> busy(ContextId context) {
    return transactions.in(
        handle ->
            handle
                .createQuery(BUSY)
                .bind("context", context.value())
                .map((row, view) -> OperationRows.read(row))
                .findFirst());
  }

  /**
   * How the job stands that this id means: a JobLog UUID, an external job id, a VM context id (its
   * newest job) or a {@code failover_jobs.job_id}, in this order.
   */
  public Optional<StatusRow> status(String anyId) {
    return transactions.in(handle -> Statuses.find(handle, anyId));
  }

  static Optional<OperationRow> find(Handle handle, OperationId operation) {
    return handle
        .createQuery("SELECT * FROM breakwater_operations WHERE operation_id = :operation")
        .bind("operation", operation.value())
        .map((row, view) -> OperationRows.read(row))
        .findOne();
  }

  private static StepRow step(ResultSet row) throws SQLException {
    return new StepRow(
        row.getInt("round"),
        row.getString("step_id"),
        row.getString("name"),
        row.getString("title"),
        StepState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getInt("attempt"),
        Columns.instant(row, "started_at"),
        Columns.instant(row, "finished_at"),
        row.getString("detail"));
  }
}
