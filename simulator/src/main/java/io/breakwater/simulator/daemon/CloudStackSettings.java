package io.breakwater.simulator.daemon;

import io.breakwater.simulator.host.Database;
import java.net.URI;
import java.sql.SQLException;

/** How a row of {@code ossea_configs} says CloudStack is reached. */
record CloudStackSettings(URI endpoint, String apiKey, String secretKey) {

  /** Read for every operation, because an operator may have changed the row meanwhile. */
  static CloudStackSettings active(Database database) throws SQLException {
    return of(ConfigRow.firstActive(), database);
  }

  /** The same for a row of one's own. */
  static CloudStackSettings of(ConfigRow config, Database database) throws SQLException {
    return config
        .read(
            database,
            row ->
                new CloudStackSettings(
                    endpoint(row.getString("api_url")),
                    row.getString("api_key"),
                    row.getString("secret_key")),
            "api_url, api_key, secret_key")
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
