package io.breakwater.inventory.operation;

import io.breakwater.inventory.Json;
import io.breakwater.inventory.operation.StatusRow.Steps;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationResult;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.step.OperationRef;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** {@code vm_replication_contexts.last_operation_summary}, with exactly the keys the GUI knows. */
final class LastOperation {
  private static final String WRITE =
      "UPDATE vm_replication_contexts SET last_operation_summary = :summary"
          + " WHERE context_id = :context";

  private LastOperation() {}

  static void write(Handle handle, OperationRef operation, OperationResult result) {
    OperationRow row = Operations.find(handle, operation.id()).orElseThrow();
    Steps steps = Statuses.steps(handle, row.jobId(), row.stepsTotal());
    handle
        .createUpdate(WRITE)
        .bind("summary", Json.write(summary(row, steps, result)))
        .bind("context", operation.context().value())
        .execute();
  }

  private static Map<String, Object> summary(
      OperationRow row, Steps steps, OperationResult result) {
    boolean completed = result.end() == End.COMPLETED;
    String status = completed ? "completed" : "failed";
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("job_id", row.jobId());
    summary.put("external_job_id", row.externalJobId());
    summary.put("operation_type", type(row.kind()));
    summary.put("status", status);
    summary.put("progress", Statuses.progress(status, steps));
    summary.put("timestamp", row.finishedAt());
    summary.put("steps_completed", steps.completed());
    summary.put("steps_total", steps.total());
    summary.put(
        "duration_seconds", Duration.between(row.startedAt(), row.finishedAt()).toSeconds());
    if (!completed) {
      OperatorMessage message = OperatorMessage.of(result);
      summary.put("failed_step", message.step());
      summary.put("failed_step_internal", message.stepInternal());
      summary.put("error_message", message.text());
      summary.put("error_category", message.category());
      summary.put("error_severity", message.severity());
      summary.put("actionable_steps", message.actions());
    }
    return summary;
  }

  /** The GUI knows no word for a commit, which ends a live failover. */
  private static String type(OperationKind kind) {
    return switch (kind) {
      case TEST_FAILOVER -> "test_failover";
      case LIVE_FAILOVER, COMMIT -> "live_failover";
      case CLEANUP, ROLLBACK, RECOVERY -> "rollback";
    };
  }
}
