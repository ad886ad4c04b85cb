package io.breakwater.inventory.replication;

import io.breakwater.inventory.Columns;
import io.breakwater.inventory.Transactions;
import io.breakwater.inventory.replication.ReplicationJob.Progress;
import io.breakwater.vm.ContextId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Single rows of {@code replication_jobs}, for who follows a job. Read only. Thread-safe. */
public final class ReplicationJobs {
  private static final String SELECT =
      "SELECT id, replication_type, status, progress_percent, setup_progress_percent,"
          + " bytes_transferred, current_operation, vma_current_phase, created_at,"
          + " error_message FROM replication_jobs WHERE vm_context_id = :context";

  private final Transactions transactions;

  public ReplicationJobs(Jdbi jdbi) {
    this.transactions = new Transactions(jdbi);
  }

  /** A job of the VM. */
  public Optional<ReplicationJob> find(ContextId context, String job) {
    return transactions.in(
        handle ->
            handle
                .createQuery(SELECT + " AND id = :job")
                .bind("context", context.value())
                .bind("job", job)
                .map((row, view) -> read(row))
                .findOne());
  }

  /** The jobs of the VM, newest first. */
  public List<ReplicationJob> of(ContextId context) {
    return transactions.in(
        handle ->
            handle
                .createQuery(SELECT + " ORDER BY created_at DESC, id DESC")
                .bind("context", context.value())
                .map((row, view) -> read(row))
                .list());
  }

  private static ReplicationJob read(ResultSet row) throws SQLException {
    return new ReplicationJob(
        row.getString("id"),
        orEmpty(Columns.text(row, "replication_type")),
        orEmpty(Columns.text(row, "status")).toLowerCase(Locale.ROOT),
        new Progress(
            row.getDouble("progress_percent"),
            row.getDouble("setup_progress_percent"),
            row.getLong("bytes_transferred"),
            orEmpty(Columns.text(row, "current_operation")),
            orEmpty(Columns.text(row, "vma_current_phase"))),
        Columns.instant(row, "created_at"),
        orEmpty(Columns.text(row, "error_message")));
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }
}
