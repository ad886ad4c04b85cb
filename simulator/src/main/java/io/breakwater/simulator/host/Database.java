package io.breakwater.simulator.host;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Plain SQL on the appliance's database, each statement in its own transaction, over a few idle
 * connections that are kept. After an error all idle connections are dropped, so a database that
 * went away and came back costs one failed statement per connection in use.
 */
public final class Database implements AutoCloseable {
  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

  /** Reads one row. */
  @FunctionalInterface
  public interface RowReader<T> {
    /** The value of the current row. */
    T read(ResultSet row) throws SQLException;
  }

  @FunctionalInterface
  private interface Work<T> {
    T on(PreparedStatement statement) throws SQLException;
  }

  private static final int MAX_IDLE = 8;

  private final String jdbcUrl;
  private final String user;
  private final String password;
  private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();

  /** Connects lazily. */
  public Database(String jdbcUrl, String user, String password) {
    this.jdbcUrl = jdbcUrl;
    this.user = user;
    this.password = password;
  }

  /** Runs an insert, update or delete and returns the number of rows. */
  public int update(String sql, Object... arguments) throws SQLException {
    return with(sql, arguments, PreparedStatement::executeUpdate);
  }

  /** Inserts one row and returns its generated number. */
  public long insert(String sql, Object... arguments) throws SQLException {
    return with(
        sql,
        arguments,
        statement -> {
          statement.executeUpdate();
          try (ResultSet keys = statement.getGeneratedKeys()) {
            return keys.next() ? keys.getLong(1) : 0L;
          }
        });
  }

  /** All rows of a query. */
  public <T> List<T> query(RowReader<T> reader, String sql, Object... arguments)
      throws SQLException {
    return with(
        sql,
        arguments,
        statement -> {
          try (ResultSet rows = statement.executeQuery()) {
            List<T> values = new ArrayList<>();
            while (rows.next()) {
              values.add(reader.read(rows));
            }
            return values;
          }
        });
  }

  /** The first row of a query; empty also when its value is null. */
  public <T> Optional<T> first(RowReader<T> reader, String sql, Object... arguments)
      throws SQLException {
    List<T> rows = query(reader, sql, arguments);
    return rows.isEmpty() ? Optional.empty() : Optional.ofNullable(rows.get(0));
  }

  @Override
  public void close() {
    for (Connection c = idle.poll(); c != null; c = idle.poll()) {
      closeQuietly(c);
    }
  }

  private <T> T with(String sql, Object[] arguments, Work<T> work) throws SQLException {
    Connection connection = idle.poll();
    if (connection == null) {
      connection = DriverManager.getConnection(jdbcUrl, user, password);
    }
    boolean usable = false;
    try (PreparedStatement statement =
        connection.prepareStatement(sql, PreparedStatement.RETURN_GENERATED_KEYS)) {
      for (int i = 0; i < arguments.length; i++) {
        statement.setObject(i + 1, databaseValue(arguments[i]));
      }
      T result = work.on(statement);
      usable = true;
      return result;
    } catch (SQLException e) {
      usable = isStatementError(e);
      throw e;
    } finally {
      giveBack(connection, usable);
    }
  }

  /** Errors of class 08 are about the connection; those of the statement leave it usable. */
  private static boolean isStatementError(SQLException e) {
    String state = e.getSQLState();
    return state != null && !state.startsWith("08") && !state.startsWith("HY");
  }

  private void giveBack(Connection connection, boolean usable) {
    if (usable && idle.size() < MAX_IDLE) {
      idle.push(connection);
      return;
    }
    closeQuietly(connection);
    if (!usable) {
      close();
    }
  }

  /** As text, because the driver cuts a timestamp's fraction off for a MariaDB; Go's does not. */
  private static Object databaseValue(Object value) {
    return value instanceof Instant instant ? MICROSECONDS.format(instant) : value;
  }

  private static void closeQuietly(Connection connection) {
    try {
      connection.close();
    } catch (SQLException ignored) {
      // The connection is given up either way.
    }
  }
}
