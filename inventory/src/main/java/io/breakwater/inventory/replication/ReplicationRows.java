package io.breakwater.inventory.replication;

import io.breakwater.vm.ContextId;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * Rows of the old system's replication tables as its GUI shows them: every column by its name,
 * times as ISO 8601 in UTC, newest first. Read only, thread-safe.
 */
public final class ReplicationRows {
  private final Jdbi jdbi;

  public ReplicationRows(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The newest replication jobs of a VM, at most so many. */
  public List<Map<String, Object>> jobs(ContextId context, int limit) {
    return rows(
        "SELECT * FROM replication_jobs WHERE vm_context_id = :context"
            + " ORDER BY created_at DESC, id DESC LIMIT :limit",
        context,
        limit);
  }

  /** One replication job. */
  public Optional<Map<String, Object>> job(String id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT * FROM replication_jobs WHERE id = :id")
                .bind("id", id)
                .mapToMap()
                .findOne()
                .map(ReplicationRows::shown));
  }

  /** The newest records of change tracking of a VM, at most so many. */
  public List<Map<String, Object>> changeTracking(ContextId context, int limit) {
    return rows(
        "SELECT * FROM cbt_history WHERE vm_context_id = :context"
            + " ORDER BY created_at DESC, id DESC LIMIT :limit",
        context,
        limit);
  }

  private List<Map<String, Object>> rows(String sql, ContextId context, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(sql)
                .bind("context", context.value())
                .bind("limit", limit)
                .mapToMap()
                .map(ReplicationRows::shown)
                .list());
  }

  private static Map<String, Object> shown(Map<String, Object> row) {
    Map<String, Object> shown = new LinkedHashMap<>();
    row.forEach((column, value) -> shown.put(column, shown(value)));
    return shown;
  }

  /** The database keeps UTC; JSON says so. */
  private static Object shown(Object value) {
    if (value instanceof Timestamp timestamp) {
      return timestamp.toInstant().toString();
    }
    if (value instanceof LocalDateTime time) {
      return time.toInstant(ZoneOffset.UTC).toString();
    }
    return value;
  }
}
