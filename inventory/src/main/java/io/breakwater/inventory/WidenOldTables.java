package io.breakwater.inventory;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;

/**
 * What Breakwater needs beyond the old shapes. Every change looks first and only adds: a site may
 * have widened its tables by itself, and a fixed column definition would take that away.
 */
final class WidenOldTables implements JavaMigration {
  private static final List<String> CLEANUP_LADDER =
      List.of(
          "cleaning_up", "vm_shutdown_complete", "snapshot_rollback_complete", "cleanup_completed");
  private static final int EXTERNAL_ID_LENGTH = 255;

  @Override
  public MigrationVersion getVersion() {
    return MigrationVersion.fromVersion("2");
  }

  @Override
  public String getDescription() {
    return "widen old tables";
  }

  @Override
  public Integer getChecksum() {
    return null;
  }

  @Override
  public boolean canExecuteInTransaction() {
    return false;
  }

  @Override
  public void migrate(Context context) throws SQLException {
    Connection connection = context.getConnection();
    addFailoverStatuses(connection);
    widenExternalId(connection);
    addJobForeignKey(connection, "current_job_id", "fk_contexts_current_job");
    addJobForeignKey(connection, "last_successful_job_id", "fk_contexts_last_successful_job");
  }

  private static void addFailoverStatuses(Connection connection) throws SQLException {
    String type = columnType(connection, "failover_jobs", "status");
    StringBuilder values = new StringBuilder(type.substring(0, type.lastIndexOf(')')));
    boolean missing = false;
    for (String status : CLEANUP_LADDER) {
      if (!type.contains("'" + status + "'")) {
        values.append(",'").append(status).append('\'');
        missing = true;
      }
    }
    if (missing) {
      run(
          connection,
          "ALTER TABLE failover_jobs MODIFY status " + values + ") NOT NULL DEFAULT 'pending'");
    }
  }

  /** External ids contain the VM name, which alone may have 255 characters. */
  private static void widenExternalId(Connection connection) throws SQLException {
    String type = columnType(connection, "job_tracking", "external_job_id");
    if (type.startsWith("varchar(")
        && Integer.parseInt(type.substring(8, type.indexOf(')'))) < EXTERNAL_ID_LENGTH) {
      run(connection, "ALTER TABLE job_tracking MODIFY external_job_id varchar(255)");
    }
  }

  private static void addJobForeignKey(Connection connection, String column, String name)
      throws SQLException {
    String sql =
        "SELECT 1 FROM information_schema.key_column_usage WHERE table_schema = DATABASE()"
            + " AND table_name = 'vm_replication_contexts' AND column_name = ?"
            + " AND referenced_table_name IS NOT NULL";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, column);
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next() && isEmpty(connection)) {
          run(
              connection,
              "ALTER TABLE vm_replication_contexts ADD CONSTRAINT "
                  + name
                  + " FOREIGN KEY ("
                  + column
                  + ") REFERENCES replication_jobs (id) ON DELETE SET NULL");
        }
      }
    }
  }

  /** Rows of an old system that lives without the key might not satisfy it. */
  private static boolean isEmpty(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT 1 FROM vm_replication_contexts LIMIT 1")) {
      return !rows.next();
    }
  }

  private static String columnType(Connection connection, String table, String column)
      throws SQLException {
    String sql =
        "SELECT column_type FROM information_schema.columns"
            + " WHERE table_schema = DATABASE() AND table_name = ? AND column_name = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, table);
      statement.setString(2, column);
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          throw new SQLException("table " + table + " has no column " + column);
        }
        return rows.getString(1);
      }
    }
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
