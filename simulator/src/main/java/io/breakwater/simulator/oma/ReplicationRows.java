package io.breakwater.simulator.oma;

import io.breakwater.simulator.host.Database;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** The rows a replication reads and writes, as the old code does it. */
final class ReplicationRows {

  /** One disk to copy; {@code changeId} is null before the first copy. */
  record Disk(long id, String diskId, String volumeId, long sizeGb, String changeId) {
    boolean copiedBefore() {
      return changeId != null && !changeId.isEmpty();
    }
  }

  record Context(String id, String currentJobId, String status, boolean schedulerEnabled) {}

  private static final DateTimeFormatter JOB_ID =
      DateTimeFormatter.ofPattern("'job-'yyyyMMdd-HHmmss.SSS-", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Database database;
  private final Clock clock;

  ReplicationRows(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  Optional<Context> context(String contextId) throws SQLException {
    return contextWhere("context_id = ?", contextId);
  }

  Optional<Context> contextOfVm(String vmwareVmId, String vcenter) throws SQLException {
    return contextWhere("vmware_vm_id = ? AND vcenter_host = ?", vmwareVmId, vcenter);
  }

  boolean hasActiveJob(String contextId) throws SQLException {
    return database
        .first(
            row -> row.getString(1),
            "SELECT id FROM replication_jobs WHERE vm_context_id = ? AND status IN ('pending',"
                + " 'replicating', 'provisioning') LIMIT 1",
            contextId)
        .isPresent();
  }

  List<Disk> disks(String contextId) throws SQLException {
    return database.query(
        row ->
            new Disk(
                row.getLong("id"),
                row.getString("disk_id"),
                row.getString("volume_id"),
                row.getLong("size_gb"),
                row.getString("disk_change_id")),
        "SELECT d.id, d.disk_id, v.volume_id, d.size_gb, d.disk_change_id FROM vm_disks d JOIN"
            + " ossea_volumes v ON v.id = d.ossea_volume_id WHERE d.vm_context_id = ? ORDER BY"
            + " d.id",
        contextId);
  }

  /** Inserts the job, moves the disk rows to it and marks the context as replicating. */
  String begin(String contextId, boolean incremental) throws SQLException {
    Instant now = clock.instant();
    String jobId = JOB_ID.format(now) + UUID.randomUUID().toString().substring(0, 6);
    database.update(
        "INSERT INTO replication_jobs (id, vm_context_id, source_vm_id, source_vm_name,"
            + " source_vm_path, v_center_host, datacenter, replication_type, status,"
            + " progress_percent, current_operation, ossea_config_id, created_at, updated_at,"
            + " started_at) SELECT ?, context_id, vmware_vm_id, vm_name, vm_path, vcenter_host,"
            + " datacenter, ?, 'replicating', 0, 'Starting', ossea_config_id, ?, ?, ? FROM"
            + " vm_replication_contexts WHERE context_id = ?",
        jobId,
        incremental ? "incremental" : "initial",
        now,
        now,
        now,
        contextId);
    database.update("UPDATE vm_disks SET job_id = ? WHERE vm_context_id = ?", jobId, contextId);
    database.update(
        "UPDATE vm_replication_contexts SET current_status = 'replicating', current_job_id = ?,"
            + " total_jobs_run = total_jobs_run + 1, last_job_at = ?, last_status_change = ? WHERE"
            + " context_id = ?",
        jobId,
        now,
        now,
        contextId);
    return jobId;
  }

  void progress(String jobId, double percent) throws SQLException {
    database.update(
        "UPDATE replication_jobs SET progress_percent = ?, current_operation = 'Transferring',"
            + " updated_at = ? WHERE id = ?",
        percent,
        clock.instant(),
        jobId);
  }

  void copied(String jobId, String contextId, Disk disk, String changeId) throws SQLException {
    Instant now = clock.instant();
    database.update(
        "UPDATE vm_disks SET disk_change_id = ?, sync_status = 'completed', sync_progress_percent ="
            + " 100, updated_at = ? WHERE id = ?",
        changeId,
        now,
        disk.id());
    database.update(
        "INSERT INTO cbt_history (vm_context_id, job_id, disk_id, change_id, previous_change_id,"
            + " sync_type, blocks_changed, bytes_transferred, sync_duration_seconds, sync_success,"
            + " created_at) VALUES (?, ?, ?, ?, ?, ?, 128, 8388608, 10, 1, ?)",
        contextId,
        jobId,
        disk.diskId(),
        changeId,
        disk.changeId(),
        disk.copiedBefore() ? "incremental" : "full",
        now);
  }

  /** The old code looks only at replication jobs and so overwrites a failed_over_* status. */
  void completed(String jobId, String contextId) throws SQLException {
    endJob(jobId, "completed", 100, null);
    database.update(
        "UPDATE vm_replication_contexts SET current_status = 'ready_for_failover', current_job_id ="
            + " NULL, last_successful_job_id = ?, successful_jobs = successful_jobs + 1,"
            + " last_status_change = ? WHERE context_id = ?",
        jobId,
        clock.instant(),
        contextId);
  }

  void failed(String jobId, String contextId, String error) throws SQLException {
    endJob(jobId, "failed", 50, error);
    database.update(
        "UPDATE vm_replication_contexts SET current_status = 'failed', current_job_id = NULL,"
            + " failed_jobs = failed_jobs + 1, last_status_change = ? WHERE context_id = ?",
        clock.instant(),
        contextId);
  }

  void cancelled(String jobId, String contextId) throws SQLException {
    endJob(jobId, "cancelled", 50, "cancelled by operator");
    database.update(
        "UPDATE vm_replication_contexts SET current_status = 'ready_for_failover', current_job_id ="
            + " NULL, last_status_change = ? WHERE context_id = ?",
        clock.instant(),
        contextId);
  }

  private void endJob(String jobId, String status, double percent, String error)
      throws SQLException {
    Instant now = clock.instant();
    database.update(
        "UPDATE replication_jobs SET status = ?, progress_percent = ?, error_message = ?,"
            + " updated_at = ?, completed_at = ? WHERE id = ?",
        status,
        percent,
        error,
        now,
        now,
        jobId);
  }

  private Optional<Context> contextWhere(String condition, Object... arguments)
      throws SQLException {
    return database.first(
        row ->
            new Context(
                row.getString("context_id"),
                row.getString("current_job_id"),
                row.getString("current_status"),
                row.getBoolean("scheduler_enabled")),
        "SELECT context_id, current_job_id, current_status, scheduler_enabled FROM"
            + " vm_replication_contexts WHERE "
            + condition,
        arguments);
  }
}
