package io.breakwater.inventory.replication;

import io.breakwater.inventory.Columns;
import io.breakwater.inventory.Transactions;
import io.breakwater.inventory.replication.ReplicationJob.Progress;
import io.breakwater.vm.ContextId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Single rows of {@code replication_jobs}, for who follows a job or finds it dead. Thread-safe. */
public final class ReplicationJobs {
  private static final String SELECT =
      "SELECT id, replication_type, status, progress_percent, setup_progress_percent,"
          + " bytes_transferred, current_operation, vma_current_phase, created_at,"
          + " error_message FROM replication_jobs WHERE vm_context_id = :context";

  private static final String STILL_FOR =
      "SELECT TIMESTAMPDIFF(SECOND, COALESCE(updated_at, created_at), UTC_TIMESTAMP())"
          + " FROM replication_jobs WHERE id = :job";

  private static final String CLOSE =
      "UPDATE replication_jobs SET status = 'failed', current_operation = 'Failed',"
          + " error_message = :why, completed_at = UTC_TIMESTAMP(3), updated_at = UTC_TIMESTAMP(3)"
          + " WHERE id = :job AND LOWER(status) NOT IN (<ended>)"
          + " AND TIMESTAMPDIFF(SECOND, COALESCE(updated_at, created_at), UTC_TIMESTAMP()) >= :still";

  private static final String RELEASE =
      "UPDATE vm_replication_contexts SET current_job_id = NULL, failed_jobs = failed_jobs + 1"
          + " WHERE context_id = :context AND current_job_id = :job";

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

  /**
   * How long ago the job's row was written last, by the database's clock; empty when there is no
   * such job, or its row does not say.
   */
  public Optional<Duration> stillFor(String job) {
    return transactions.in(
        handle ->
            handle
                .createQuery(STILL_FOR)
                .bind("job", job)
                .mapTo(Long.class)
                .findOne()
                .map(Duration::ofSeconds));
  }

  /**
   * Ends a job that nothing runs any more as failed, and frees the VM of it.
   *
   * @param still how long its row must not have been written
   * @param why for people
   * @return false when it ended, or was written, meanwhile; nothing is changed then
   */
  public boolean close(ContextId context, String job, Duration still, String why) {
    return transactions.in(
        handle -> {
          int closed =
              handle
                  .createUpdate(CLOSE)
                  .bindList("ended", List.copyOf(ReplicationJob.ENDED))
                  .bind("job", job)
                  .bind("still", still.toSeconds())
                  .bind("why", why)
                  .execute();
          if (closed == 1) {
            handle
                .createUpdate(RELEASE)
                .bind("context", context.value())
                .bind("job", job)
                .execute();
          }
          return closed == 1;
        });
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
