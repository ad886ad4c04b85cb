package io.breakwater.inventory.failover;

import io.breakwater.inventory.Columns;
import io.breakwater.inventory.Transactions;
import io.breakwater.inventory.operation.LegacyProgress;
import io.breakwater.vm.ContextId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** {@code failover_jobs} as the old API lists them. Read only. Thread-safe. */
public final class FailoverList {
  private static final int MOST = 500;

  private static final String LIST =
      "SELECT * FROM failover_jobs WHERE (:type IS NULL OR job_type = :type)"
          + " AND (:status IS NULL OR status = :status)"
          + " AND (:vm IS NULL OR vm_id = :vm OR source_vm_name = :vm OR vm_context_id = :vm)"
          + " ORDER BY id DESC LIMIT "
          + MOST;

  private static final String BY_VOLUME =
      "SELECT vm_context_id FROM ossea_volumes WHERE volume_id = :volume"
          + " AND vm_context_id IS NOT NULL";

  private final Transactions transactions;

  public FailoverList(Jdbi jdbi) {
    this.transactions = new Transactions(jdbi);
  }

  /** The newest first; null for any. */
  public List<Row> list(String type, String status, String vm) {
    return transactions.in(
        handle ->
            handle
                .createQuery(LIST)
                .bind("type", type)
                .bind("status", status)
                .bind("vm", vm)
                .map((row, view) -> read(row))
                .list());
  }

  /** The failover with this job id, or with this number. */
  public Optional<Row> find(String jobId) {
    return first("SELECT * FROM failover_jobs WHERE job_id = :key", jobId);
  }

  /** The newest failover that made this VM. */
  public Optional<Row> byDestination(String machine) {
    return first(
        "SELECT * FROM failover_jobs WHERE destination_vm_id = :key ORDER BY id DESC LIMIT 1",
        machine);
  }

  /** The VM whose disk this volume is. */
  public Optional<ContextId> ofVolume(String volume) {
    return transactions.in(
        handle ->
            handle
                .createQuery(BY_VOLUME)
                .bind("volume", volume)
                .map((row, view) -> new ContextId(row.getString(1)))
                .findFirst());
  }

  private Optional<Row> first(String sql, String key) {
    return transactions.in(
        handle ->
            handle.createQuery(sql).bind("key", key).map((row, view) -> read(row)).findFirst());
  }

  private static Row read(ResultSet row) throws SQLException {
    return new Row(
        row.getString("job_id"),
        Columns.text(row, "vm_context_id"),
        row.getString("vm_id"),
        row.getString("source_vm_name"),
        row.getString("job_type"),
        row.getString("status"),
        LegacyProgress.of(row.getString("status")),
        Columns.text(row, "destination_vm_id"),
        Columns.text(row, "ossea_snapshot_id"),
        Columns.text(row, "error_message"),
        Columns.instant(row, "created_at"),
        Columns.instant(row, "started_at"),
        Columns.instant(row, "completed_at"));
  }

  /**
   * A failover.
   *
   * @param contextId null in rows of the oldest engine
   * @param progress percent, as the old system showed it for the status
   */
  public record Row(
      String jobId,
      String contextId,
      String vmId,
      String vmName,
      String type,
      String status,
      double progress,
      String destination,
      String snapshot,
      String error,
      Instant createdAt,
      Instant startedAt,
      Instant completedAt) {}
}
