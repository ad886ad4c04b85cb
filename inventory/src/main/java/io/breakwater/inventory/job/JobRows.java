package io.breakwater.inventory.job;

import io.breakwater.inventory.Columns;
import io.breakwater.inventory.Json;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationNames;
import io.breakwater.operation.OperationResult;
import io.breakwater.step.OperationActivities.Begin;
import io.breakwater.vm.OperationId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** {@code job_tracking}. */
final class JobRows {
  private static final int MESSAGE_LENGTH = 16_000;

  private static final String OPEN =
      "INSERT INTO job_tracking (id, job_type, operation, status, external_job_id, metadata,"
          + " started_at, created_at, percent_complete, owner, context_id, job_category)"
          + " VALUES (:id, :type, :operation, 'running', :external, :metadata, UTC_TIMESTAMP(6),"
          + " UTC_TIMESTAMP(6), 0, 'system', :context, 'failover')"
          + " ON DUPLICATE KEY UPDATE id = VALUES(id)";

  private static final String LOCK =
      "SELECT operation_id FROM breakwater_operations WHERE operation_id = :operation FOR UPDATE";

  /** Steps by the old system's names: those of the newest plan and those begun before it. */
  private static final String TOTAL =
      "SELECT COUNT(DISTINCT s.job_seq) FROM breakwater_steps s"
          + " WHERE s.operation_id = :operation AND (s.started_at IS NOT NULL OR s.round ="
          + " (SELECT MAX(n.round) FROM breakwater_steps n WHERE n.operation_id = :operation))";

  private static final String COMPLETED =
      "SELECT COUNT(*) FROM job_steps WHERE job_id = :job AND status = 'completed'";

  private static final String SET_TOTAL =
      "UPDATE breakwater_operations SET steps_total = :total WHERE operation_id = :operation";

  private static final String SET_PROGRESS =
      "UPDATE job_tracking SET percent_complete = :percent,"
          + " metadata = JSON_SET(COALESCE(metadata, '{}'), '$.total_steps', :total)"
          + " WHERE id = :job AND status IN ('pending', 'running')";

  private static final String CLOSE =
      "UPDATE job_tracking SET status = :status, error_message = :error,"
          + " completed_at = UTC_TIMESTAMP(6),"
          + " canceled_at = IF(:status = 'cancelled', UTC_TIMESTAMP(6), NULL),"
          + " percent_complete = IF(:status = 'completed', 100, percent_complete)"
          + " WHERE id = :job AND status IN ('pending', 'running')";

  private static final String ABANDONED =
      "SELECT job_id FROM breakwater_operations WHERE context_id = :context"
          + " AND operation_id <> :operation AND finished_at IS NULL";

  /** A process that died took its goroutines along; their jobs say running for ever. */
  private static final String ABANDONED_BY_OLD_SYSTEM =
      "SELECT t.id FROM job_tracking t WHERE (t.context_id = :context"
          + " OR JSON_VALUE(t.metadata, '$.context_id') = :context)"
          + " AND t.job_type IN ('failover', 'cleanup') AND t.status IN ('pending', 'running')"
          + " AND t.id <> :operation"
          + " AND NOT EXISTS (SELECT 1 FROM breakwater_operations o WHERE o.job_id = t.id)";

  private static final String ABANDON =
      "UPDATE job_tracking SET status = 'failed', completed_at = UTC_TIMESTAMP(6),"
          + " error_message = :error WHERE id = :job AND status IN ('pending', 'running')";

  private static final String ABANDON_STEPS =
      "UPDATE job_steps SET status = 'failed', completed_at = UTC_TIMESTAMP(3),"
          + " error_message = :error WHERE job_id = :job AND status = 'running'";

  private JobRows() {}

  static void open(Handle handle, Begin begin, String vmName, String vmwareVmId) {
    boolean failover = begin.kind().isFailover();
    handle
        .createUpdate(OPEN)
        .bind("id", JobLog.jobId(begin.operation()))
        .bind("type", failover ? "failover" : "cleanup")
        .bind("operation", operation(begin.kind()))
        .bind("external", JobLog.externalId(begin, vmName))
        .bind("metadata", metadata(begin, vmName, vmwareVmId))
        .bind("context", begin.context().value())
        .execute();
  }

  /** The names that the old system gave them. */
  private static String operation(OperationKind kind) {
    return switch (kind) {
      case TEST_FAILOVER -> "unified-test-failover";
      case CLEANUP, ROLLBACK -> "enhanced-test-failover-rollback";
      case RECOVERY -> "failed-execution-cleanup";
      case LIVE_FAILOVER -> "unified-live-failover";
      case COMMIT -> "live-failover-commit";
    };
  }

  /** Jobs of operations that died would stay running for ever. */
  static void closeAbandoned(Handle handle, Begin successor) {
    abandon(handle, successor, ABANDONED);
    if (successor.kind() == OperationKind.RECOVERY) {
      abandon(handle, successor, ABANDONED_BY_OLD_SYSTEM);
    }
  }

  private static void abandon(Handle handle, Begin successor, String which) {
    handle
        .createQuery(which)
        .bind("context", successor.context().value())
        .bind("operation", successor.operation().value())
        .mapTo(String.class)
        .list()
        .forEach(
            job -> {
              String error = "abandoned: operation " + successor.operation() + " took the VM over";
              handle.createUpdate(ABANDON).bind("job", job).bind("error", error).execute();
              handle.createUpdate(ABANDON_STEPS).bind("job", job).bind("error", error).execute();
            });
  }

  /** Every change to the steps of an operation goes through this lock. */
  static void lock(Handle handle, OperationId operation) {
    boolean known =
        handle
            .createQuery(LOCK)
            .bind("operation", operation.value())
            .mapTo(String.class)
            .findOne()
            .isPresent();
    if (!known) {
      throw new IllegalStateException("operation " + operation + " was never begun");
    }
  }

  static void refreshProgress(Handle handle, OperationId operation) {
    int total =
        handle.createQuery(TOTAL).bind("operation", operation.value()).mapTo(Integer.class).one();
    int completed =
        handle
            .createQuery(COMPLETED)
            .bind("job", JobLog.jobId(operation))
            .mapTo(Integer.class)
            .one();
    handle
        .createUpdate(SET_TOTAL)
        .bind("total", total)
        .bind("operation", operation.value())
        .execute();
    handle
        .createUpdate(SET_PROGRESS)
        .bind("percent", total == 0 ? 0 : Math.min(100, completed * 100 / total))
        .bind("total", total)
        .bind("job", JobLog.jobId(operation))
        .execute();
  }

  static void close(Handle handle, OperationId operation, OperationResult result) {
    String status =
        switch (result.end()) {
          case COMPLETED -> "completed";
          case CANCELLED -> "cancelled";
          case ROLLED_BACK, REFUSED, CLEANUP_REQUIRED -> "failed";
        };
    handle
        .createUpdate(CLOSE)
        .bind("status", status)
        .bind(
            "error",
            status.equals("completed") ? null : Columns.fit(result.summary(), MESSAGE_LENGTH))
        .bind("job", JobLog.jobId(operation))
        .execute();
  }

  private static boolean isLive(OperationKind kind) {
    return kind == OperationKind.LIVE_FAILOVER || kind == OperationKind.COMMIT;
  }

  private static String metadata(Begin begin, String vmName, String vmwareVmId) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("context_id", begin.context().value());
    metadata.put("vmware_vm_id", vmwareVmId);
    metadata.put("vm_name", vmName);
    metadata.put("failover_type", isLive(begin.kind()) ? "live" : "test");
    if (begin.kind().isFailover()) {
      metadata.put("failover_job_id", JobLog.jobId(begin.operation()));
      metadata.put(
          "destination_name",
          OperationNames.destination(begin.kind().goal(), vmName, begin.startedAt()));
    }
    metadata.put("external_job_id", JobLog.externalId(begin, vmName));
    metadata.put("requested_by", begin.requestedBy());
    metadata.put("workflow_id", begin.workflowId());
    metadata.put("run_id", begin.runId());
    metadata.put("total_steps", 0);
    return Json.write(metadata);
  }
}
