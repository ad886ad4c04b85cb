package io.breakwater.inventory;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;

/**
 * The connection pool to one database. Thread-safe. Survives a restart of the database: calls fail
 * with {@link DatabaseUnavailable} while it is away and work again afterwards.
 */
public final class Database implements AutoCloseable {
  private static final int STATEMENTS = 250;
  private static final int STATEMENT_LENGTH = 4096;

  /** Also the longest pause that the pool makes between its attempts after an outage. */
  private static final int CONNECT_TIMEOUT_MS = 3_000;

  /** Longer than any statement or lock wait of ours, so that it only ends what hangs. */
  private static final int SOCKET_TIMEOUT_MS = 60_000;

  /**
   * A process that is stopped in the middle of a transaction, or cut off from the network, would
   * keep its locks from whoever takes its work over. MariaDB ends the connection; MySQL knows no
   * such limit and reads the setting as a comment.
   */
  private static final int IDLE_TRANSACTION_SECONDS = 5;

  private final DatabaseConfig config;
  private final HikariDataSource pool;
  private final Jdbi jdbi;

  private Database(DatabaseConfig config, HikariDataSource pool) {
    this.config = config;
    this.pool = pool;
    this.jdbi = Jdbi.create(this::connect);
  }

  /** Opens the pool; the database need not be there yet. */
  public static Database open(DatabaseConfig config) {
    return new Database(config, new HikariDataSource(settings(config)));
  }

  /** Brings the schema up to date; only adds to what an old installation has. */
  public void migrate() {
    try {
      Migrations.over(pool).migrate();
    } catch (FlywayException e) {
      throw isReachable() ? e : unavailable(e);
    }
  }

  /**
   * Looks for the old appliance's VMs, before anything of ours was made.
   *
   * @return where, as whom, and how many VMs there are
   * @throws RuntimeException that says why they cannot be read
   */
  public String describe() {
    String vms = "SELECT COUNT(*) FROM vm_replication_contexts";
    long count = jdbi.withHandle(handle -> handle.createQuery(vms).mapTo(Long.class).one());
    return config.shownUrl() + " as " + config.user() + ", " + count + " VM(s)";
  }

  /** For the repositories of this module. */
  public Jdbi jdbi() {
    return jdbi;
  }

  /** Whether a connection answers just now; for health checks. */
  public boolean isReachable() {
    // A statement, not isValid: only an exception makes the pool give a dead connection up, and one
    // that was used a moment ago is handed out again without a check.
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      return statement.execute("SELECT 1");
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  public void close() {
    pool.close();
  }

  private Connection connect() {
    try {
      return pool.getConnection();
    } catch (SQLException e) {
      throw unavailable(e);
    }
  }

  private DatabaseUnavailable unavailable(Exception cause) {
    return new DatabaseUnavailable(
        "connect to "
            + config.shownUrl()
            + " as "
            + config.user()
            + ": "
            + rootMessage(cause)
            + ". Check that the database runs and lets this user in; it is tried again.",
        cause);
  }

  private static String rootMessage(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.toString() : root.getMessage();
  }

  private static HikariConfig settings(DatabaseConfig config) {
    HikariConfig settings = new HikariConfig();
    settings.setPoolName("breakwater-db");
    settings.setJdbcUrl(config.url());
    settings.setUsername(config.user());
    settings.setPassword(config.password());
    settings.setMaximumPoolSize(config.poolSize());
    settings.setConnectionTimeout(CONNECT_TIMEOUT_MS);
    settings.setInitializationFailTimeout(-1);
    // Repeatable reads would hand a waiter of a lock the row as it was before the wait.
    settings.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    settings.setConnectionInitSql(
        "SET SESSION sql_mode = @@sql_mode /*M!, SESSION idle_transaction_timeout = "
            + IDLE_TRANSACTION_SECONDS
            + " */");
    // The driver's defaults shift times by the zone of whoever runs the JVM.
    settings.addDataSourceProperty("connectionTimeZone", "UTC");
    settings.addDataSourceProperty("forceConnectionTimeZoneToSession", "true");
    settings.addDataSourceProperty("zeroDateTimeBehavior", "CONVERT_TO_NULL");
    // Only this process changes its sessions, so the driver need not ask what they are set to, and
    // the same few statements come again and again.
    settings.addDataSourceProperty("useLocalSessionState", "true");
    settings.addDataSourceProperty("cachePrepStmts", "true");
    settings.addDataSourceProperty("prepStmtCacheSize", STATEMENTS);
    settings.addDataSourceProperty("prepStmtCacheSqlLimit", STATEMENT_LENGTH);
    // Else the driver makes a span of each statement as soon as there are traces.
    settings.addDataSourceProperty("openTelemetry", "DISABLED");
    settings.addDataSourceProperty("connectTimeout", CONNECT_TIMEOUT_MS);
    settings.addDataSourceProperty("socketTimeout", SOCKET_TIMEOUT_MS);
    return settings;
  }
}
