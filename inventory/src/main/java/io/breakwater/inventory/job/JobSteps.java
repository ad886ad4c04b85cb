package io.breakwater.inventory.job;

import io.breakwater.inventory.Columns;
import io.breakwater.inventory.Json;
import io.breakwater.step.OperationRef;
import io.breakwater.vm.OperationId;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * {@code job_steps}: one row per step name and round, once its first step begins. The old system
 * knows no step that waits, so rows appear as steps begin; their numbers are those of the plan.
 */
final class JobSteps {
  private static final int MESSAGE_LENGTH = 8_000;

  private static final String GROUP =
      "SELECT MIN(name) AS name, COUNT(*) AS total, SUM(state = 'done') AS done,"
          + " SUM(state = 'failed') AS failed, SUM(started_at IS NOT NULL) AS begun,"
          + " MIN(started_at) AS started_at,"
          + " MAX(IF(state = 'failed', detail, NULL)) AS message"
          + " FROM breakwater_steps"
          + " WHERE operation_id = :operation AND round = :round AND job_seq = :seq";

  /** What a late attempt says of a job that was closed meanwhile makes no row running again. */
  private static final String UPSERT =
      "INSERT INTO job_steps (job_id, name, seq, status, started_at, completed_at, error_message,"
          + " metadata) SELECT j.id, :name, :seq, :status, :started,"
          + " IF(:status = 'running', NULL, UTC_TIMESTAMP(6)), :message, :metadata"
          + " FROM job_tracking j WHERE j.id = :job"
          + " AND (:status <> 'running' OR j.status IN ('pending', 'running'))"
          + " ON DUPLICATE KEY UPDATE"
          + " completed_at = IF(:status = 'running', NULL,"
          + " COALESCE(job_steps.completed_at, UTC_TIMESTAMP(6))),"
          + " status = :status, error_message = :message";

  private static final String CLOSE =
      "UPDATE job_steps SET status = 'skipped', completed_at = UTC_TIMESTAMP(6)"
          + " WHERE job_id = :job AND seq <= :seq AND status = 'running'";

  private JobSteps() {}

  /** Brings the row of a step name up to date with its steps. */
  static void refresh(Handle handle, OperationRef operation, int seq) {
    Group group =
        handle
            .createQuery(GROUP)
            .bind("operation", operation.id().value())
            .bind("round", operation.round())
            .bind("seq", seq)
            .map(
                (row, view) ->
                    new Group(
                        row.getString("name"),
                        status(row.getInt("total"), row.getInt("done"), row.getInt("failed")),
                        row.getInt("begun") > 0 ? Columns.instant(row, "started_at") : null,
                        row.getString("message")))
            .one();
    if (group.started() != null) {
      write(handle, operation, seq, group);
    }
  }

  /** What is running up to this number will not go on. */
  static void closeUpTo(Handle handle, OperationId operation, int seq) {
    handle.createUpdate(CLOSE).bind("job", JobLog.jobId(operation)).bind("seq", seq).execute();
  }

  private static void write(Handle handle, OperationRef operation, int seq, Group group) {
    handle
        .createUpdate(UPSERT)
        .bind("job", JobLog.jobId(operation.id()))
        .bind("name", group.name())
        .bind("seq", seq)
        .bind("status", group.status())
        .bind("started", group.started())
        .bind("message", Columns.fit(group.message(), MESSAGE_LENGTH))
        .bind("metadata", Json.write(Map.of("round", operation.round())))
        .execute();
  }

  private static String status(int total, int done, int failed) {
    if (failed > 0) {
      return "failed";
    }
    return done == total ? "completed" : "running";
  }

  private record Group(String name, String status, java.time.Instant started, String message) {}
}
