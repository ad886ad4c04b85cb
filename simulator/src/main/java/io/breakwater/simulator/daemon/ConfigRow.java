package io.breakwater.simulator.daemon;

import io.breakwater.simulator.host.Database;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The row of {@code ossea_configs} that a program goes by: the first active one, which is what the
 * old programs take, or one that they are told by its name.
 *
 * @param name null for the first active one
 */
public record ConfigRow(String name) {

  /** What the old programs take. */
  public static ConfigRow firstActive() {
    return new ConfigRow(null);
  }

  /** Reads columns of it; empty when there is no such row, or it is not active. */
  public <T> Optional<T> read(Database database, Database.RowReader<T> reader, String columns)
      throws SQLException {
    String select = "SELECT " + columns + " FROM ossea_configs WHERE is_active = 1";
    return name == null
        ? database.first(reader, select + " LIMIT 1")
        : database.first(reader, select + " AND name = ?", name);
  }
}
