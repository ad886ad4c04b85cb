package io.breakwater.inventory.replication;

import java.time.Instant;
import java.util.Objects;
import java.util.Set;

/**
 * A row of {@code replication_jobs}, as far as somebody who waits for the job needs it.
 *
 * @param type {@code initial} or {@code incremental}
 * @param status in lower case; may be one that we do not know
 * @param createdAt by the old system's clock; null when it is not recorded
 * @param error empty when none is recorded
 */
public record ReplicationJob(
    String id, String type, String status, Progress progress, Instant createdAt, String error) {
  /** What the old system writes to the status of a job that is over. */
  static final Set<String> ENDED =
      Set.of("completed", "failed", "cancelled", "canceled", "stopped");

  /**
   * How far it is; equal to an earlier one exactly when nothing moved since.
   *
   * @param percent of the transfer
   * @param setupPercent of what comes before the transfer
   * @param operation what the old system says it does now; may be empty
   * @param phase what the VMA says it does now; may be empty
   */
  public record Progress(
      double percent, double setupPercent, long bytes, String operation, String phase) {}

  public ReplicationJob {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(error, "error");
  }

  /** Whether it wrote everything it had to. */
  public boolean isCompleted() {
    return status.equals("completed");
  }

  /** Whether it is over; a status that we do not know is not an end. */
  public boolean isEnded() {
    return ENDED.contains(status);
  }

  /** Whether it is known to have been created after this moment. */
  public boolean isAfter(Instant moment) {
    return createdAt != null && createdAt.isAfter(moment);
  }
}
