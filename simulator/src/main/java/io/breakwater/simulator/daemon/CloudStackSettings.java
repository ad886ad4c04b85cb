package io.breakwater.simulator.daemon;

import io.breakwater.simulator.host.Database;
import java.net.URI;
import java.sql.SQLException;

/** How the active {@code ossea_configs} row says CloudStack is reached. */
record CloudStackSettings(URI endpoint, String apiKey, String secretKey) {

  /** Read for every operation, because an operator may have changed the row meanwhile. */
  static CloudStackSettings active(Database database) throws SQLException {
    return database
        .first(
            row ->
                new CloudStackSettings(
                    endpoint(row.getString("api_url")),
                    row.getString("api_key"),
                    row.getString("secret_key")),
            "SELECT api_url, api_key, secret_key FROM ossea_configs WHERE is_active = 1 LIMIT 1")
        .orElseThrow(() -> new SQLException("sql: no rows in result set"));
  }

  private static URI endpoint(String apiUrl) {
    return URI.create(apiUrl.endsWith("/client/api") ? apiUrl : apiUrl + "/client/api");
  }

  @Override
  public String toString() {
    return "CloudStackSettings[" + endpoint + "]";
  }
}
