package io.breakwater.simulator.daemon;

import io.breakwater.simulator.host.Database;
import io.breakwater.simulator.host.Json;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The table {@code volume_operations}. */
final class Operations {

  private static final String COLUMNS =
      "id, type, status, volume_id, vm_id, request, response, error, created_at, updated_at,"
          + " completed_at";

  private final Database database;
  private final Clock clock;

  Operations(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** A new operation, stored as pending. */
  Operation accept(String type, String volumeId, String vmId, Map<String, ?> request)
      throws SQLException {
    var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    var body = Json.read(Json.write(request));
    var operation =
        new Operation(
            UUID.randomUUID().toString(),
            type,
            "pending",
            volumeId,
            vmId,
            body,
            null,
            null,
            now,
            now,
            null);
    database.update(
        "INSERT INTO volume_operations (id, type, status, volume_id, vm_id, request, created_at,"
            + " updated_at) VALUES (?, ?, 'pending', ?, ?, ?, ?, ?)",
        operation.id(),
        type,
        volumeId,
        vmId,
        Json.write(body),
        now,
        now);
    return operation;
  }

  void executing(String id) throws SQLException {
    database.update(
        "UPDATE volume_operations SET status = 'executing', updated_at = ? WHERE id = ?",
        clock.instant(),
        id);
  }

  void completed(String id, Map<String, ?> response) throws SQLException {
    var now = clock.instant();
    database.update(
        "UPDATE volume_operations SET status = 'completed', response = ?, updated_at = ?,"
            + " completed_at = ? WHERE id = ?",
        Json.write(response),
        now,
        now,
        id);
  }

  void failed(String id, String error) throws SQLException {
    var now = clock.instant();
    database.update(
        "UPDATE volume_operations SET status = 'failed', error = ?, updated_at = ?,"
            + " completed_at = ? WHERE id = ?",
        error,
        now,
        now,
        id);
  }

  Optional<Operation> find(String id) throws SQLException {
    return database.first(
        Operation::read, "SELECT " + COLUMNS + " FROM volume_operations WHERE id = ?", id);
  }

  /** Newest first; {@code filters} name columns, empty values do not filter. */
  List<Operation> list(Map<String, String> filters, int limit) throws SQLException {
    StringBuilder sql = new StringBuilder("SELECT " + COLUMNS + " FROM volume_operations");
    List<Object> arguments = new ArrayList<>();
    for (String column : List.of("type", "status", "volume_id", "vm_id")) {
      String value = filters.getOrDefault(column, "");
      if (!value.isEmpty()) {
        sql.append(arguments.isEmpty() ? " WHERE " : " AND ").append(column).append(" = ?");
        arguments.add(value);
      }
    }
    sql.append(" ORDER BY created_at DESC");
    if (limit > 0) {
      sql.append(" LIMIT ").append(limit);
    }
    return database.query(Operation::read, sql.toString(), arguments.toArray());
  }
}
