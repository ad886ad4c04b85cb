package io.breakwater.inventory.operation;

import io.breakwater.inventory.Columns;
import io.breakwater.inventory.audit.Audit;
import io.breakwater.inventory.job.JobLog;
import io.breakwater.inventory.operation.StatusRow.FailoverRow;
import io.breakwater.inventory.operation.StatusRow.Steps;
import io.breakwater.inventory.operation.StatusRow.TrackingSource;
import io.breakwater.vm.ContextId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** How a job stands, read from the tables of the old system and, for our own, from ours. */
final class Statuses {
  private static final String JOBS =
      "SELECT j.*, TIMESTAMPDIFF(MICROSECOND, j.started_at,"
          + " COALESCE(j.completed_at, UTC_TIMESTAMP(6))) AS micros FROM job_tracking j WHERE ";

  private static final String STEPS =
      "SELECT COUNT(*) AS total, COALESCE(SUM(status = 'completed'), 0) AS completed,"
          + " COALESCE(SUM(status = 'failed'), 0) AS failed,"
          + " COALESCE(SUM(status = 'running'), 0) AS running"
          + " FROM job_steps WHERE job_id = :job";

  private static final String FAILOVER = "SELECT * FROM failover_jobs WHERE job_id = :key";

  private Statuses() {}

  static Optional<StatusRow> find(Handle handle, String anyId) {
    return tracked(handle, "j.id = :key", anyId, TrackingSource.DIRECT_JOBLOG_UUID)
        .or(
            () ->
                tracked(
                    handle,
                    "j.external_job_id = :key ORDER BY j.created_at DESC LIMIT 1",
                    JobLog.externalId(anyId),
                    TrackingSource.EXTERNAL_JOB_ID_CORRELATION))
        .or(
            () ->
                tracked(
                    handle,
                    "j.context_id = :key AND j.job_type IN ('failover', 'cleanup')"
                        + " ORDER BY j.created_at DESC, j.id DESC LIMIT 1",
                    anyId,
                    TrackingSource.VM_CONTEXT_ID))
        .or(() -> failover(handle, anyId).map(Statuses::legacy));
  }

  private static Optional<StatusRow> tracked(
      Handle handle, String condition, String key, TrackingSource source) {
    return handle
        .createQuery(JOBS + condition)
        .bind("key", key)
        .map((row, view) -> row(handle, row, source))
        .findFirst();
  }

  private static StatusRow row(Handle handle, ResultSet row, TrackingSource source)
      throws SQLException {
    String id = row.getString("id");
    String context = Columns.text(row, "context_id");
    Optional<OperationRow> operation = operationOf(handle, id);
    Steps steps = steps(handle, id, operation.map(OperationRow::stepsTotal).orElse(0));
    return new StatusRow(
        id,
        row.getString("external_job_id"),
        context == null ? null : new ContextId(context),
        row.getString("job_type"),
        row.getString("operation"),
        row.getString("job_category"),
        row.getString("status"),
        progress(row.getString("status"), steps),
        steps,
        Columns.instant(row, "started_at"),
        Columns.instant(row, "completed_at"),
        Duration.ofNanos(1000 * Math.max(0, row.getLong("micros"))),
        Columns.text(row, "error_message"),
        row.getString("metadata"),
        source,
        operation.orElse(null),
        failover(handle, id).orElse(null),
        operation
            .filter(o -> o.end() == null)
            .flatMap(o -> Audit.question(handle, o.id()))
            .orElse(null));
  }

  private static Optional<OperationRow> operationOf(Handle handle, String job) {
    return handle
        .createQuery("SELECT * FROM breakwater_operations WHERE job_id = :job")
        .bind("job", job)
        .map((row, view) -> OperationRows.read(row))
        .findFirst();
  }

  /** The old system's jobs know only the steps that began. */
  static Steps steps(Handle handle, String job, int planned) {
    return handle
        .createQuery(STEPS)
        .bind("job", job)
        .map(
            (row, view) ->
                new Steps(
                    Math.max(planned, row.getInt("total")),
                    row.getInt("completed"),
                    row.getInt("failed"),
                    row.getInt("running")))
        .one();
  }

  static double progress(String status, Steps steps) {
    if (status.equals("completed")) {
      return 100;
    }
    return steps.total() == 0 ? 0 : Math.round(1e4 * steps.completed() / steps.total()) / 1e2;
  }

  private static Optional<FailoverRow> failover(Handle handle, String jobId) {
    return handle
        .createQuery(FAILOVER)
        .bind("key", jobId)
        .map(
            (row, view) ->
                new FailoverRow(
                    row.getString("job_id"),
                    row.getString("vm_context_id"),
                    row.getString("vm_id"),
                    row.getString("source_vm_name"),
                    row.getString("job_type"),
                    row.getString("status"),
                    Columns.text(row, "destination_vm_id"),
                    Columns.text(row, "ossea_snapshot_id"),
                    Columns.text(row, "error_message"),
                    Columns.instant(row, "created_at"),
                    Columns.instant(row, "started_at"),
                    Columns.instant(row, "completed_at")))
        .findOne();
  }

  private static StatusRow legacy(FailoverRow row) {
    Duration duration =
        row.completedAt() == null || row.createdAt() == null
            ? Duration.ZERO
            : Duration.between(row.createdAt(), row.completedAt());
    return new StatusRow(
        row.jobId(),
        null,
        row.contextId() == null ? null : new ContextId(row.contextId()),
        row.jobType(),
        null,
        null,
        row.status(),
        LegacyProgress.of(row.status()),
        new Steps(0, 0, 0, 0),
        row.startedAt() == null ? row.createdAt() : row.startedAt(),
        row.completedAt(),
        duration.isNegative() ? Duration.ZERO : duration,
        row.errorMessage(),
        null,
        TrackingSource.LEGACY_FAILOVER_JOBS,
        null,
        row,
        null);
  }
}
