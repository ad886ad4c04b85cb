package io.breakwater.e2e.world;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Questions to the database that share no code with Breakwater's own. */
public final class Sql {
  private final DatabaseAccess database;

  public Sql(DatabaseAccess database) {
    this.database = database;
  }

  /** The first column of the first row, or {@code nothing}. */
  public String first(String query, String parameter) {
    try (Connection connection =
            DriverManager.getConnection(database.url(), database.user(), database.password());
        PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, parameter);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? rows.getString(1) : "nothing";
      }
    } catch (SQLException e) {
      throw new IllegalStateException("ask the database \"" + query + "\": " + e.getMessage(), e);
    }
  }
}
