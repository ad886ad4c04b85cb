package io.breakwater.inventory.operation;

import io.breakwater.vm.ContextId;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * How a job stands, ours or the old system's.
 *
 * @param jobId the id in {@code job_tracking}; for {@code legacy_failover_jobs} that of {@code
 *     failover_jobs}
 * @param context null when the job names none
 * @param status running, completed, failed, cancelled; for legacy rows whatever they hold
 * @param progress 0 to 100
 * @param startedAt null when unknown
 * @param duration until the end or until now
 * @param metadata JSON; null when none
 * @param operation what we know of it beyond the old tables; null for jobs of the old system
 * @param failover the row of {@code failover_jobs}; null when there is none
 * @param question what a person is asked, while the operation holds; null else
 */
public record StatusRow(
    String jobId,
    String externalJobId,
    ContextId context,
    String jobType,
    String operationName,
    String category,
    String status,
    double progress,
    Steps steps,
    Instant startedAt,
    Instant completedAt,
    Duration duration,
    String errorMessage,
    String metadata,
    TrackingSource source,
    OperationRow operation,
    FailoverRow failover,
    String question) {

  /** Steps by the old system's names; total is known from the plan on. */
  public record Steps(int total, int completed, int failed, int running) {}

  /** By which id the job was found. */
  public enum TrackingSource {
    DIRECT_JOBLOG_UUID,
    EXTERNAL_JOB_ID_CORRELATION,
    VM_CONTEXT_ID,
    LEGACY_FAILOVER_JOBS;

    /** The value in answers of the gateway. */
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A row of {@code failover_jobs}.
   *
   * @param contextId null in rows of the oldest engine
   */
  public record FailoverRow(
      String jobId,
      String contextId,
      String vmId,
      String vmName,
      String jobType,
      String status,
      String destinationVmId,
      String snapshotId,
      String errorMessage,
      Instant createdAt,
      Instant startedAt,
      Instant completedAt) {}
}
