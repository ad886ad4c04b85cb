package io.breakwater.simulator.daemon;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.LinkedHashMap;
import java.util.Map;

/** Rows of {@code nbd_exports} as the daemon shows them. */
final class Exports {

  static final String SELECT =
      "SELECT id, volume_id, export_name, device_path, port, status, created_at, updated_at FROM"
          + " nbd_exports";

  private Exports() {}

  static Map<String, Object> read(ResultSet row) throws SQLException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", row.getString("id"));
    json.put("volume_id", row.getString("volume_id"));
    json.put("export_name", row.getString("export_name"));
    json.put("device_path", row.getString("device_path"));
    json.put("port", row.getInt("port"));
    json.put("status", row.getString("status"));
    json.put("created_at", text(row.getTimestamp("created_at")));
    json.put("updated_at", text(row.getTimestamp("updated_at")));
    json.put("metadata", Map.of());
    return json;
  }

  static boolean matches(Map<String, Object> export, Map<String, String> query) {
    return matches(export, query, "volume_id") && matches(export, query, "status");
  }

  private static boolean matches(
      Map<String, Object> export, Map<String, String> query, String key) {
    String wanted = query.getOrDefault(key, "");
    return wanted.isEmpty() || wanted.equals(export.get(key));
  }

  private static String text(Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant().toString();
  }
}
