package io.breakwater.inventory.request;

import io.breakwater.inventory.Columns;
import io.breakwater.inventory.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** {@code breakwater_starts}. Thread-safe. */
public final class StartRecords {
  private static final int REASON_LENGTH = 8_000;

  private static final String RESERVE =
      "INSERT IGNORE INTO breakwater_starts (start_id, idempotency_key, body_hash, kind,"
          + " context_id, vm_name, external_job_id, actor, reason, workflow_id, requested_at)"
          + " VALUES (:start, :key, :body, :kind, :context, :vm, :job, :actor, :reason, :workflow,"
          + " :at)";

  private final Transactions transactions;

  public StartRecords(Jdbi jdbi) {
    this.transactions = new Transactions(jdbi);
  }

  /** Writes the row unless its key is taken; returns the one that has the key, or the new one. */
  public StartRow reserve(StartRow row) {
    return transactions.in(
        handle -> {
          int added =
              handle
                  .createUpdate(RESERVE)
                  .bind("start", row.startId())
                  .bind("key", row.keyHash())
                  .bind("body", row.bodyHash())
                  .bind("kind", row.kind())
                  .bind("context", row.contextId())
                  .bind("vm", row.vmName())
                  .bind("job", row.externalJobId())
                  .bind("actor", Columns.fit(row.actor(), 255))
                  .bind("reason", Columns.fit(row.reason(), REASON_LENGTH))
                  .bind("workflow", row.workflowId())
                  .bind("at", Columns.utc(row.requestedAt()))
                  .execute();
          return added > 0
              ? row
              : handle
                  .createQuery("SELECT * FROM breakwater_starts WHERE idempotency_key = :key")
                  .bind("key", row.keyHash())
                  .map((found, view) -> read(found))
                  .one();
        });
  }

  /** Notes what was started. */
  public void started(String startId, String workflowId, String runId) {
    transactions.run(
        handle ->
            handle
                .createUpdate(
                    "UPDATE breakwater_starts SET workflow_id = :workflow, run_id = :run"
                        + " WHERE start_id = :start")
                .bind("start", startId)
                .bind("workflow", workflowId)
                .bind("run", runId)
                .execute());
  }

  /** Nothing was started: its key may be used again. */
  public void release(String startId) {
    transactions.run(
        handle ->
            handle
                .createUpdate(
                    "DELETE FROM breakwater_starts WHERE start_id = :start AND run_id IS NULL")
                .bind("start", startId)
                .execute());
  }

  /** The start that led to this run. */
  public Optional<StartRow> byRun(String runId) {
    return select("SELECT * FROM breakwater_starts WHERE run_id = :key", runId);
  }

  /** The start with this id. */
  public Optional<StartRow> find(String startId) {
    return select("SELECT * FROM breakwater_starts WHERE start_id = :key", startId);
  }

  /** The newest starts of this kind. */
  public List<StartRow> newest(String kind, int most) {
    return transactions.in(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM breakwater_starts WHERE kind = :kind"
                        + " ORDER BY requested_at DESC LIMIT :most")
                .bind("kind", kind)
                .bind("most", most)
                .map((row, view) -> read(row))
                .list());
  }

  /** The operation that bears this external job id; empty before a worker began it. */
  public Optional<String> operationOf(String externalJobId) {
    return transactions.in(
        handle ->
            handle
                .createQuery(
                    "SELECT operation_id FROM breakwater_operations WHERE external_job_id = :job"
                        + " ORDER BY started_at DESC LIMIT 1")
                .bind("job", externalJobId)
                .mapTo(String.class)
                .findFirst());
  }

  private Optional<StartRow> select(String sql, String key) {
    return transactions.in(
        handle ->
            handle.createQuery(sql).bind("key", key).map((row, view) -> read(row)).findFirst());
  }

  private static StartRow read(ResultSet row) throws SQLException {
    Instant at = Columns.instant(row, "requested_at");
    return new StartRow(
        row.getString("start_id"),
        row.getString("idempotency_key"),
        row.getString("body_hash"),
        row.getString("kind"),
        row.getString("context_id"),
        row.getString("vm_name"),
        row.getString("external_job_id"),
        row.getString("actor"),
        Columns.text(row, "reason"),
        row.getString("workflow_id"),
        row.getString("run_id"),
        at);
  }
}
