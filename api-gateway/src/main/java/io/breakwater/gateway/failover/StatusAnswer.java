package io.breakwater.gateway.failover;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.gateway.failover.StatusLookup.Found;
import io.breakwater.gateway.operation.Latest;
import io.breakwater.inventory.operation.OperationRow;
import io.breakwater.inventory.operation.StatusRow;
import io.breakwater.inventory.operation.StatusRow.FailoverRow;
import io.breakwater.inventory.operation.StatusRow.Steps;
import io.breakwater.inventory.operation.StatusRow.TrackingSource;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The shape of a status answer; {@code duration} counts nanoseconds, as the old clients read it.
 */
final class StatusAnswer {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MESSAGE = "Failover job status retrieved successfully";

  private StatusAnswer() {}

  static Map<String, ?> of(Found found, Instant now) {
    return found.row() != null ? of(found.row()) : of(found.latest(), found.error(), now);
  }

  private static Map<String, ?> of(StatusRow row) {
    Map<String, Object> answer = head(row.jobId(), row.status(), row.progress());
    if (row.question() != null) {
      // The status stays one that the old clients know.
      answer.put("message", row.question());
    }
    answer.put("start_time", text(row.startedAt()));
    answer.put("duration", row.duration() == null ? 0L : row.duration().toNanos());
    answer.put("job_details", details(row));
    return answer;
  }

  private static Map<String, ?> details(StatusRow row) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("job_type", row.jobType());
    details.put("operation", row.operationName());
    details.put("context_id", row.context() == null ? null : row.context().value());
    details.put("external_job_id", row.externalJobId());
    details.put("job_category", row.category());
    steps(details, row.steps(), row.progress());
    details.put("error_message", row.errorMessage());
    details.put("metadata", json(row.metadata()));
    details.put("tracking_source", row.source().wire());
    details.put("gui_job_id", row.externalJobId());
    details.put("internal_job_id", row.jobId());
    if (row.operation() != null) {
      operation(details, row.operation());
      details.put("waiting_for_decision", row.question() != null);
    }
    if (row.failover() != null && row.source() == TrackingSource.LEGACY_FAILOVER_JOBS) {
      failover(details, row.failover());
    }
    return details;
  }

  private static void operation(Map<String, Object> details, OperationRow operation) {
    details.put("operation_id", operation.id().value());
    details.put("workflow_id", operation.workflowId());
    details.put("destination_name", operation.destinationName());
    details.put("end", operation.end() == null ? null : operation.end().failureType());
    details.put("summary", operation.summary());
  }

  private static void failover(Map<String, Object> details, FailoverRow failover) {
    details.put("vm_id", failover.vmId());
    details.put("vm_name", failover.vmName());
    details.put("job_type", failover.jobType());
    details.put("destination_vm_id", failover.destinationVmId());
    details.put("snapshot_id", failover.snapshotId());
    details.put("error_message", failover.errorMessage());
    details.put("started_at", text(failover.startedAt()));
    details.put("completed_at", text(failover.completedAt()));
    details.put("custom_config", null);
  }

  private static Map<String, ?> of(Latest latest, String error, Instant now) {
    boolean done = latest.status().equals("completed");
    String id = latest.jobId() == null ? latest.runId() : latest.jobId();
    Map<String, Object> answer = head(id, latest.status(), done ? 100.0 : 0.0);
    Instant end = latest.isRunning() ? now : latest.closedAt();
    Duration duration = Duration.between(latest.startedAt(), end);
    answer.put("start_time", text(latest.startedAt()));
    answer.put("duration", Math.max(0, duration.toNanos()));
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("job_type", latest.type().equals("Cleanup") ? "cleanup" : "failover");
    details.put("operation", latest.type());
    details.put("external_job_id", latest.jobId());
    details.put("job_category", "failover");
    steps(details, new Steps(0, 0, 0, 0), done ? 100.0 : 0.0);
    details.put("error_message", error);
    details.put("metadata", null);
    details.put("tracking_source", "temporal");
    details.put("gui_job_id", latest.jobId());
    details.put("operation_id", latest.runId());
    details.put("workflow_id", latest.workflowId());
    answer.put("job_details", details);
    return answer;
  }

  private static Map<String, Object> head(String jobId, String status, double progress) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("success", true);
    answer.put("message", MESSAGE);
    answer.put("job_id", jobId);
    answer.put("status", status);
    answer.put("progress", rounded(progress));
    return answer;
  }

  private static void steps(Map<String, Object> details, Steps steps, double completion) {
    details.put("total_steps", steps.total());
    details.put("completed_steps", steps.completed());
    details.put("failed_steps", steps.failed());
    details.put("running_steps", steps.running());
    details.put("step_completion", rounded(completion));
  }

  private static double rounded(double percent) {
    return Math.round(percent * 100) / 100.0;
  }

  private static String text(Instant instant) {
    return instant == null ? null : instant.toString();
  }

  /** The JSON itself where it can be read, else its text. */
  private static Object json(String text) {
    if (text == null) {
      return null;
    }
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return text;
    }
  }
}
