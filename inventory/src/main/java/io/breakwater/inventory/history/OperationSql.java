package io.breakwater.inventory.history;

import static io.breakwater.inventory.Comparison.same;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.inventory.Columns;
import io.breakwater.inventory.Json;
import io.breakwater.inventory.history.OperationRecord.State;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.Progress.StepState;
import io.breakwater.plan.Lanes;
import io.breakwater.plan.StepName;
import io.breakwater.vm.ContextId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Operations and steps from the tables of ours and of the old system. */
final class OperationSql {
  /** Of the newest plan; one that was replaced before it ended does not count. */
  private static final String PERCENT =
      "(SELECT CAST(100 * SUM(s.state = 'done') / COUNT(*) AS SIGNED) FROM breakwater_steps s"
          + " WHERE s.operation_id = o.operation_id AND s.round = (SELECT MAX(n.round)"
          + " FROM breakwater_steps n WHERE n.operation_id = o.operation_id))";

  private static final String OWN =
      "SELECT o.operation_id AS id, o.kind, o.context_id, o.vm_name,"
          + " CASE WHEN o.ended = 'COMPLETED' THEN 'SUCCEEDED' WHEN o.ended IS NOT NULL THEN"
          + " o.ended WHEN j.status = 'failed' THEN 'FAILED' ELSE 'RUNNING' END AS state,"
          + " o.started_at, COALESCE(o.finished_at, j.completed_at) AS finished_at,"
          + " o.requested_by, COALESCE(o.summary, j.error_message) AS summary, "
          + PERCENT
          + " AS percent, 1 AS own, o.workflow_id, o.run_id, o.external_job_id,"
          + " o.destination_name, o.result"
          + " FROM breakwater_operations o LEFT JOIN job_tracking j ON j.id = o.job_id";

  private static final String NOT_OURS =
      " NOT EXISTS (SELECT 1 FROM breakwater_operations o WHERE o.job_id = j.id)";

  private static final String OLD_KIND =
      "CASE WHEN j.operation LIKE '%live-failover%' AND j.operation NOT LIKE '%rollback%' THEN"
          + " 'LIVE_FAILOVER' WHEN j.operation LIKE '%rollback%' THEN 'ROLLBACK'"
          + " WHEN j.operation LIKE '%failed-execution%' THEN 'RECOVERY'"
          + " WHEN j.job_type = 'cleanup' OR j.operation LIKE '%cleanup%' THEN 'CLEANUP'"
          + " ELSE 'TEST_FAILOVER' END";

  private static final String OLD_PERCENT =
      "(SELECT CAST(100 * SUM(s.status = 'completed') / COUNT(*) AS SIGNED) FROM job_steps s"
          + " WHERE s.job_id = j.id)";

  private static final String OLD =
      "SELECT j.id, "
          + OLD_KIND
          + ", COALESCE(j.context_id, JSON_VALUE(j.metadata, '$.context_id')),"
          + " COALESCE((SELECT c.vm_name FROM vm_replication_contexts c WHERE "
          + same("c.context_id", "j.context_id")
          + "), JSON_VALUE(j.metadata, '$.vm_name'), ''),"
          + " CASE j.status WHEN 'completed' THEN 'SUCCEEDED' WHEN 'cancelled' THEN 'CANCELLED'"
          + " WHEN 'failed' THEN 'FAILED' ELSE 'RUNNING' END,"
          + " COALESCE(j.started_at, j.created_at), j.completed_at, NULLIF(j.owner, 'system'),"
          + " j.error_message, "
          + OLD_PERCENT
          + ", 0, NULL, NULL, j.external_job_id, NULL, NULL FROM job_tracking j"
          + " WHERE j.job_type IN ('failover', 'cleanup') AND j.parent_job_id IS NULL AND"
          + NOT_OURS;

  /** The oldest engine wrote no job. Its rows have timestamps, the others have UTC in datetime. */
  private static final String OLDEST =
      "SELECT f.job_id, IF(f.job_type = 'live', 'LIVE_FAILOVER', 'TEST_FAILOVER'),"
          + " f.vm_context_id, f.source_vm_name, CASE WHEN f.status IN ('completed', 'cleanup',"
          + " 'cleanup_completed') THEN 'SUCCEEDED' WHEN f.status = 'failed' THEN 'FAILED'"
          + " ELSE 'RUNNING' END, COALESCE(f.started_at, f.created_at), f.completed_at, NULL,"
          + " f.error_message, NULL, 0, NULL, NULL, NULL, NULL, NULL FROM failover_jobs f"
          + " WHERE NOT EXISTS (SELECT 1 FROM job_tracking j WHERE "
          + same("j.id", "f.job_id")
          + ")";

  /** All of them; the columns are named by the first part. */
  static final String OPERATIONS = OWN + " UNION ALL " + OLD + " UNION ALL " + OLDEST;

  private OperationSql() {}

  static OperationRecord operation(ResultSet row) throws SQLException {
    State state = State.valueOf(row.getString("state"));
    String context = Columns.text(row, "context_id");
    return new OperationRecord(
        row.getString("id"),
        OperationKind.valueOf(row.getString("kind")),
        context == null ? null : new ContextId(context),
        row.getString("vm_name"),
        state,
        Columns.instant(row, "started_at"),
        state.isOpen() ? null : Columns.instant(row, "finished_at"),
        Columns.text(row, "requested_by"),
        Columns.text(row, "summary"),
        state == State.SUCCEEDED ? 100 : Math.max(0, Math.min(100, row.getInt("percent"))),
        row.getBoolean("own"),
        row.getString("workflow_id"),
        row.getString("run_id"),
        row.getString("external_job_id"),
        row.getString("destination_name"),
        row.getString("result"));
  }

  static RecordedStep ownStep(ResultSet row) throws SQLException {
    String lane = row.getString("lane");
    String detail = row.getString("detail");
    return new RecordedStep(
        row.getInt("round"),
        row.getString("step_id"),
        row.getString("name"),
        row.getString("title"),
        StepState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        ids(row.getString("needs")),
        lane == null ? Lanes.VM : lane,
        row.getInt("attempt"),
        Columns.instant(row, "started_at"),
        Columns.instant(row, "finished_at"),
        detail == null ? "" : detail);
  }

  /** The old system carried its steps out one after another. */
  static RecordedStep oldStep(ResultSet row) throws SQLException {
    String name = row.getString("name");
    int seq = row.getInt("seq");
    String error = row.getString("error_message");
    return new RecordedStep(
        1,
        String.valueOf(seq),
        name,
        display(name),
        switch (row.getString("status")) {
          case "completed" -> StepState.DONE;
          case "failed" -> StepState.FAILED;
          case "skipped" -> StepState.SKIPPED;
          default -> StepState.RUNNING;
        },
        seq > 1 ? List.of(String.valueOf(seq - 1)) : List.of(),
        Lanes.VM,
        1,
        Columns.instant(row, "started_at"),
        Columns.instant(row, "completed_at"),
        error == null ? "" : error);
  }

  static RecordedEvent logged(ResultSet row) throws SQLException {
    return new RecordedEvent(
        Columns.instant(row, "at"),
        row.getString("level"),
        row.getString("message"),
        Columns.text(row, "step"),
        null);
  }

  static RecordedEvent audited(ResultSet row) throws SQLException {
    String what = row.getString("what");
    String why = Columns.text(row, "why");
    return new RecordedEvent(
        Columns.instant(row, "at"),
        what.contains("HOLDS") ? "WARN" : "INFO",
        AuditText.of(what, why),
        null,
        Columns.text(row, "who"));
  }

  private static String display(String name) {
    return Arrays.stream(StepName.values())
        .filter(known -> known.wire().equals(name))
        .findFirst()
        .map(StepName::display)
        .orElse(name);
  }

  private static List<String> ids(String json) {
    List<String> ids = new ArrayList<>();
    for (JsonNode id : Json.readLeniently(json)) {
      ids.add(id.asText());
    }
    return ids;
  }
}
