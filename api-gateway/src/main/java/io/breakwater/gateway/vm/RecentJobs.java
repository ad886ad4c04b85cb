package io.breakwater.gateway.vm;

import io.breakwater.inventory.history.OperationFilter;
import io.breakwater.inventory.history.OperationHistory;
import io.breakwater.inventory.history.OperationRecord;
import io.breakwater.inventory.history.RecordedStep;
import io.breakwater.inventory.operation.OperatorAdvice;
import io.breakwater.inventory.operation.OperatorWords;
import io.breakwater.inventory.replication.ReplicationRows;
import io.breakwater.operation.Progress.StepState;
import io.breakwater.vm.ContextId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What happened to a VM lately, replications and operations, in the shape that the GUI reads. */
final class RecentJobs {
  private static final int EACH = 10;

  private final OperationHistory operations;
  private final ReplicationRows replications;
  private final Clock clock;

  RecentJobs(OperationHistory operations, ReplicationRows replications, Clock clock) {
    this.operations = operations;
    this.replications = replications;
    this.clock = clock;
  }

  /** The newest first. */
  List<Map<String, Object>> of(ContextId context) {
    List<Map<String, Object>> jobs = new ArrayList<>();
    replications.jobs(context, EACH).forEach(row -> jobs.add(replication(row)));
    operations
        .page(OperationFilter.ofVm(context.value(), EACH))
        .forEach(operation -> jobs.add(operation(operation)));
    jobs.sort(
        Comparator.comparing(
            (Map<String, Object> job) -> String.valueOf(job.get("started_at")),
            Comparator.reverseOrder()));
    return jobs;
  }

  private Map<String, Object> operation(OperationRecord operation) {
    String status = status(operation);
    Map<String, Object> job = new LinkedHashMap<>();
    job.put("job_id", operation.id());
    job.put("external_job_id", operation.externalJobId());
    job.put("job_type", type(operation));
    job.put("status", status);
    job.put("progress", (double) operation.percent());
    job.put("started_at", operation.startedAt().toString());
    job.put("completed_at", text(operation.finishedAt()));
    job.put("display_name", operation.kind().title());
    job.put("current_step", currentStep(operation));
    boolean failed = status.equals("failed") && operation.summary() != null;
    job.put("error_message", failed ? OperatorWords.plain(operation.summary()) : "");
    OperatorAdvice advice = OperatorAdvice.of(operation.result());
    job.put("error_category", failed ? advice.category() : "");
    job.put("actionable_steps", failed ? advice.actions() : List.of());
    job.put("data_source", "job_tracking");
    job.put("duration_seconds", seconds(operation.startedAt(), operation.finishedAt()));
    return job;
  }

  private String currentStep(OperationRecord operation) {
    return operation.state().isOpen()
        ? operations.steps(operation).stream()
            .filter(step -> step.state() == StepState.RUNNING)
            .map(RecordedStep::title)
            .findFirst()
            .orElse("")
        : "";
  }

  private static String status(OperationRecord operation) {
    return switch (operation.state()) {
      case RUNNING, AWAITING_OPERATOR, ROLLING_BACK -> "running";
      case SUCCEEDED -> "completed";
      case CANCELLED -> "cancelled";
      case ROLLED_BACK, REFUSED, CLEANUP_REQUIRED, FAILED -> "failed";
    };
  }

  private static String type(OperationRecord operation) {
    return switch (operation.kind()) {
      case TEST_FAILOVER -> "test_failover";
      case LIVE_FAILOVER, COMMIT -> "live_failover";
      case CLEANUP, ROLLBACK, RECOVERY -> "rollback";
    };
  }

  private Map<String, Object> replication(Map<String, Object> row) {
    String from =
        text(row.get("started_at") == null ? row.get("created_at") : row.get("started_at"));
    String to = text(row.get("completed_at"));
    Map<String, Object> job = new LinkedHashMap<>();
    job.put("job_id", row.get("id"));
    job.put("external_job_id", null);
    job.put("job_type", "replication");
    job.put("status", row.get("status"));
    job.put("progress", row.get("progress_percent"));
    job.put("started_at", from);
    job.put("completed_at", to);
    job.put("display_name", "Replication");
    job.put("current_step", row.get("current_operation"));
    String error = text(row.get("error_message"));
    job.put("error_message", error == null ? "" : OperatorWords.plain(error));
    job.put("error_category", "");
    job.put("actionable_steps", List.of());
    job.put("data_source", "replication_jobs");
    job.put("duration_seconds", from == null ? 0L : seconds(Instant.parse(from), parsed(to)));
    return job;
  }

  private static Instant parsed(String text) {
    return text == null ? null : Instant.parse(text);
  }

  private long seconds(Instant from, Instant to) {
    return Math.max(0, Duration.between(from, to == null ? clock.instant() : to).toSeconds());
  }

  private static String text(Object value) {
    return value == null ? null : value.toString();
  }
}
