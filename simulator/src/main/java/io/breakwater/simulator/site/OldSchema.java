package io.breakwater.simulator.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/**
 * The database schema of the old migration appliance, as other programs still read and write it.
 * Only tables of the old system; Breakwater's own migrations come on top.
 */
public final class OldSchema {

  private static final String SCRIPT = "old-oma-schema.sql";

  private OldSchema() {}

  /**
   * Creates all tables and views in the schema the URL names. Does nothing when they are there
   * already, so a site that is started again keeps its rows.
   *
   * @return whether the tables were created by this call
   * @throws IllegalStateException when a statement fails, with that statement in the message
   */
  public static boolean install(String jdbcUrl, String user, String password) {
    try (Connection connection = DriverManager.getConnection(jdbcUrl, user, password)) {
      return install(connection);
    } catch (SQLException e) {
      throw new IllegalStateException("install the old schema into " + jdbcUrl + ": " + e, e);
    }
  }

  /** Like {@link #install(String, String, String)} on an open connection, which stays open. */
  public static boolean install(Connection connection) throws SQLException {
    if (isInstalled(connection)) {
      return false;
    }
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements()) {
        run(statement, sql);
      }
    }
    return true;
  }

  /** The statements of the schema in the order they have to run. */
  public static List<String> statements() {
    return Stream.of(script().split(";\\s*\n"))
        .map(OldSchema::withoutComments)
        .filter(sql -> !sql.isBlank())
        .toList();
  }

  private static boolean isInstalled(Connection connection) throws SQLException {
    try (var tables =
        connection
            .getMetaData()
            .getTables(connection.getCatalog(), null, "vm_replication_contexts", null)) {
      return tables.next();
    }
  }

  private static void run(Statement statement, String sql) {
    try {
      statement.execute(sql);
    } catch (SQLException e) {
      String firstLine = sql.lines().findFirst().orElse(sql);
      throw new IllegalStateException("old schema, statement '" + firstLine + "': " + e, e);
    }
  }

  private static String withoutComments(String sql) {
    return String.join("\n", sql.lines().filter(line -> !line.startsWith("--")).toList()).strip();
  }

  private static String script() {
    try (InputStream in = OldSchema.class.getResourceAsStream(SCRIPT)) {
      if (in == null) {
        throw new IllegalStateException(SCRIPT + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
