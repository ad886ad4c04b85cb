package io.breakwater.simulator.daemon;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulator.host.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A row of {@code volume_operations}; null fields are left out of the JSON. */
record Operation(
    String id,
    String type,
    String status,
    String volumeId,
    String vmId,
    JsonNode request,
    JsonNode response,
    String error,
    Instant createdAt,
    Instant updatedAt,
    Instant completedAt) {

  static Operation read(ResultSet row) throws SQLException {
    return new Operation(
        row.getString("id"),
        row.getString("type"),
        row.getString("status"),
        row.getString("volume_id"),
        row.getString("vm_id"),
        Json.read(row.getString("request")),
        json(row.getString("response")),
        row.getString("error"),
        instant(row.getTimestamp("created_at")),
        instant(row.getTimestamp("updated_at")),
        instant(row.getTimestamp("completed_at")));
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", id);
    json.put("type", type);
    json.put("status", status);
    json.put("volume_id", volumeId);
    putIfPresent(json, "vm_id", vmId);
    json.put("request", request);
    putIfPresent(json, "response", response);
    putIfPresent(json, "error", error);
    json.put("created_at", createdAt.toString());
    json.put("updated_at", updatedAt.toString());
    putIfPresent(json, "completed_at", completedAt == null ? null : completedAt.toString());
    return json;
  }

  private static void putIfPresent(Map<String, Object> json, String key, Object value) {
    if (value != null) {
      json.put(key, value);
    }
  }

  private static JsonNode json(String text) {
    return text == null ? null : Json.read(text);
  }

  private static Instant instant(Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }
}
