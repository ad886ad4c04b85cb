package io.breakwater.simulator.daemon;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulator.host.Call;
import io.breakwater.simulator.host.Database;
import io.breakwater.simulator.host.Reply;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The daemon's snapshot notes in {@code device_mappings}, which vanish with the mapping. */
final class SnapshotRoutes {

  private final Database database;
  private final Clock clock;

  SnapshotRoutes(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  Reply track(Call call) throws SQLException {
    JsonNode body;
    try {
      body = call.json();
    } catch (JsonProcessingException e) {
      return Reply.error(400, e.getOriginalMessage());
    }
    for (String required : List.of("volume_uuid", "vm_context_id", "snapshot_id")) {
      if (body.path(required).asText().isEmpty()) {
        return Reply.error(400, "Key: '" + required + "' Error: required");
      }
    }
    String status = body.path("snapshot_status").asText();
    database.update(
        "UPDATE device_mappings SET ossea_snapshot_id = ?, snapshot_created_at = ?,"
            + " snapshot_status = ? WHERE volume_uuid = ?",
        body.path("snapshot_id").asText(),
        clock.instant(),
        status.isEmpty() ? "ready" : status,
        body.path("volume_uuid").asText());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("message", "Snapshot tracked successfully");
    for (String key : List.of("volume_uuid", "snapshot_id", "vm_context_id")) {
      json.put(key, body.path(key).asText());
    }
    return Reply.json(200, json);
  }

  Reply list(Call call) throws SQLException {
    String contextId = call.path("id");
    var snapshots =
        database.query(
            SnapshotRoutes::read,
            "SELECT volume_uuid, vm_context_id, device_path, operation_mode, ossea_snapshot_id,"
                + " snapshot_created_at, snapshot_status FROM device_mappings WHERE vm_context_id"
                + " = ? ORDER BY volume_uuid",
            contextId);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("vm_context_id", contextId);
    json.put("snapshots", snapshots);
    json.put("count", snapshots.size());
    return Reply.json(200, json);
  }

  Reply clear(Call call) throws SQLException {
    int cleared =
        database.update(
            "UPDATE device_mappings SET ossea_snapshot_id = NULL, snapshot_created_at = NULL,"
                + " snapshot_status = 'none' WHERE vm_context_id = ? AND ossea_snapshot_id IS NOT"
                + " NULL",
            call.path("id"));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("message", "Snapshot tracking cleared successfully");
    json.put("vm_context_id", call.path("id"));
    json.put("snapshots_cleared", cleared);
    return Reply.json(200, json);
  }

  private static Map<String, Object> read(ResultSet row) throws SQLException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("volume_uuid", row.getString("volume_uuid"));
    json.put("vm_context_id", row.getString("vm_context_id"));
    json.put("device_path", row.getString("device_path"));
    json.put("operation_mode", row.getString("operation_mode"));
    putIfPresent(json, "snapshot_id", row.getString("ossea_snapshot_id"));
    Timestamp created = row.getTimestamp("snapshot_created_at");
    putIfPresent(
        json, "snapshot_created_at", created == null ? null : created.toInstant().toString());
    json.put("snapshot_status", row.getString("snapshot_status"));
    return json;
  }

  private static void putIfPresent(Map<String, Object> json, String key, String value) {
    if (value != null) {
      json.put(key, value);
    }
  }
}
