package io.breakwater.simulator.embedded;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real MariaDB on 127.0.0.1 (strict SQL mode, utf8mb4, UTC) that belongs to this JVM and ends
 * with it, however it ends. The account may do everything, from any schema; its password is random
 * and kept beside the data. Thread-safe.
 */
public final class EmbeddedDatabase implements AutoCloseable {
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);
  private static final AtomicInteger SCHEMAS = new AtomicInteger();

  private final DatabaseServer server;
  private final DatabaseHome home;

  private EmbeddedDatabase(DatabaseHome home, DatabaseServer server) {
    this.home = home;
    this.server = server;
  }

  /**
   * Starts a server and returns when it answers SQL.
   *
   * @throws EmbeddedServerException when no MariaDB is to be had, the port or the directory is
   *     taken, or the server does not come up
   */
  public static EmbeddedDatabase start(DatabaseOptions options) {
    int port = LocalPorts.choose("database", options.port());
    MariaDbBinaries binaries = MariaDbBinaries.locate();
    DatabaseHome home = DatabaseHome.open(options.directory());
    try {
      DatabaseServer server = new DatabaseServer(binaries, home, port, options.durable());
      server.start();
      return new EmbeddedDatabase(home, server);
    } catch (RuntimeException e) {
      home.close();
      throw e;
    }
  }

  /** The one temporary instance of this JVM, for tests; started at first use, stopped at exit. */
  public static EmbeddedDatabase shared() {
    return Shared.INSTANCE;
  }

  public int port() {
    return server.port();
  }

  public String user() {
    return DatabaseServer.USER;
  }

  public String password() {
    return home.password();
  }

  /** The JDBC URL of a schema, without account; times are read and written as UTC. */
  public String jdbcUrl(String schema) {
    return server.jdbcUrl(schema);
  }

  public Connection connect(String schema) throws SQLException {
    return DriverManager.getConnection(jdbcUrl(schema), user(), password());
  }

  /** Creates the schema (letters, digits, underscore) unless it exists. */
  public void createSchema(String name) {
    if (!name.matches("[A-Za-z0-9_]{1,64}")) {
      throw new IllegalArgumentException(
          "schema name '" + name + "' has other characters than A-Z a-z 0-9 _");
    }
    try (Connection connection = connect("");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE IF NOT EXISTS `" + name + "` CHARACTER SET utf8mb4");
    } catch (SQLException e) {
      throw new EmbeddedServerException(
          "create schema " + name + " on port " + port() + ": " + e.getMessage(), e);
    }
  }

  /** Creates an empty schema that nobody else in this JVM has and returns its name. */
  public String freshSchema() {
    String name = "test_" + ProcessHandle.current().pid() + "_" + SCHEMAS.incrementAndGet();
    createSchema(name);
    return name;
  }

  /** Stops the server in good order; the data stay for {@link #restart()} until close. */
  public void stop() {
    server.stop(STOP_PATIENCE);
  }

  /** Ends the server as a crash would (SIGKILL); the data stay for {@link #restart()}. */
  public void kill() {
    server.kill();
  }

  /** Stops the server if it runs and starts it again: same port, account and data. */
  public void restart() {
    server.stop(STOP_PATIENCE);
    server.start();
  }

  /** Stops the server and deletes its data if they were temporary. */
  @Override
  public void close() {
    try {
      server.stop(STOP_PATIENCE);
    } finally {
      home.close();
    }
  }

  /** The server's process id. */
  public long pid() {
    return server.pid();
  }

  private static final class Shared {
    static final EmbeddedDatabase INSTANCE = startWithHook();

    private static EmbeddedDatabase startWithHook() {
      EmbeddedDatabase database = EmbeddedDatabase.start(DatabaseOptions.temporary());
      Runtime.getRuntime().addShutdownHook(new Thread(database::close, "embedded-database-stop"));
      return database;
    }
  }
}
