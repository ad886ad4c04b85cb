package io.breakwater.inventory.context;

import io.breakwater.inventory.Columns;
import io.breakwater.inventory.context.ContextRow.Counters;
import io.breakwater.inventory.context.ContextRow.Hold;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.ContextStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;

/** From a row of {@code vm_replication_contexts} to a record. */
final class ContextRows {
  private ContextRows() {}

  static ContextRow read(ResultSet row, Map<ContextId, Hold> holds) throws SQLException {
    ContextId id = new ContextId(row.getString("context_id"));
    ContextStatus stored = status(row.getString("current_status"));
    return new ContextRow(
        id,
        row.getString("vm_name"),
        row.getString("vcenter_host"),
        row.getString("vmware_vm_id"),
        row.getString("vm_path"),
        row.getString("datacenter"),
        stored,
        stored == ContextStatus.cleanup_required ? holds.get(id) : null,
        Columns.text(row, "current_job_id"),
        Columns.text(row, "last_successful_job_id"),
        Columns.integer(row, "cpu_count"),
        Columns.integer(row, "memory_mb"),
        Columns.text(row, "os_type"),
        Columns.text(row, "power_state"),
        Columns.text(row, "vm_tools_version"),
        counters(row),
        row.getBoolean("scheduler_enabled"),
        Columns.instant(row, "created_at"),
        Columns.instant(row, "updated_at"),
        Columns.instant(row, "last_status_change"),
        Columns.text(row, "last_operation_summary"));
  }

  /** Without strict mode an enum column may hold '': nobody knows then, so a person has to look. */
  static ContextStatus status(String stored) {
    for (ContextStatus status : ContextStatus.values()) {
      if (status.name().equals(stored)) {
        return status;
      }
    }
    return ContextStatus.cleanup_required;
  }

  private static Counters counters(ResultSet row) throws SQLException {
    return new Counters(
        row.getInt("total_jobs_run"),
        row.getInt("successful_jobs"),
        row.getInt("failed_jobs"),
        Columns.instant(row, "first_job_at"),
        Columns.instant(row, "last_job_at"));
  }
}
