package io.breakwater.inventory.operation;

import io.breakwater.inventory.Columns;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.ContextStatus;
import io.breakwater.vm.OperationId;
import java.sql.ResultSet;
import java.sql.SQLException;

/** From a row of {@code breakwater_operations} to a record. */
final class OperationRows {
  private OperationRows() {}

  static OperationRow read(ResultSet row) throws SQLException {
    String before = row.getString("status_before");
    String end = row.getString("ended");
    return new OperationRow(
        new OperationId(row.getString("operation_id")),
        OperationKind.valueOf(row.getString("kind")),
        new ContextId(row.getString("context_id")),
        row.getString("vm_name"),
        row.getString("workflow_id"),
        row.getString("run_id"),
        row.getString("external_job_id"),
        row.getString("job_id"),
        row.getString("requested_by"),
        row.getString("destination_name"),
        before == null ? null : ContextStatus.valueOf(before),
        row.getInt("steps_total"),
        Columns.instant(row, "started_at"),
        Columns.instant(row, "finished_at"),
        end == null ? null : End.valueOf(end),
        row.getString("summary"));
  }
}
