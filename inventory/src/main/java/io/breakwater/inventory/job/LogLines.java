package io.breakwater.inventory.job;

import io.breakwater.inventory.Columns;
import io.breakwater.inventory.Json;
import io.breakwater.vm.OperationId;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** {@code log_events}. */
final class LogLines {
  private static final int MESSAGE_LENGTH = 8_000;

  private static final String ADD =
      "INSERT INTO log_events (job_id, level, message, attrs, ts, external_job_id)"
          + " SELECT j.id, :level, :message, :attrs, UTC_TIMESTAMP(6), j.external_job_id"
          + " FROM job_tracking j WHERE j.id = :job AND NOT EXISTS (SELECT 1 FROM log_events e"
          + " WHERE e.job_id = j.id AND e.level = :level AND e.message = :message"
          + " AND e.attrs = :attrs)";

  private LogLines() {}

  static void add(
      Handle handle,
      OperationId operation,
      JobLog.Level level,
      String message,
      Map<String, ?> attributes) {
    handle
        .createUpdate(ADD)
        .bind("job", JobLog.jobId(operation))
        .bind("level", level.name())
        .bind("message", Columns.fit(message, MESSAGE_LENGTH))
        .bind("attrs", Json.write(new TreeMap<>(attributes)))
        .execute();
  }
}
