package io.breakwater.e2e.trouble;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** All rows of the appliance's schema at one moment, which come back as from a dump. */
final class Backup {
  private static final AtomicInteger TAKEN = new AtomicInteger();

  private final TroubleWorld world;
  private final String name = "backup_" + TAKEN.incrementAndGet();

  private Backup(TroubleWorld world) {
    this.world = world;
  }

  static Backup of(TroubleWorld world) {
    Backup backup = new Backup(world);
    world.world().database().createSchema(backup.name);
    backup.forEachTable("CREATE TABLE %2$s.%1$s LIKE %1$s");
    backup.forEachTable("INSERT INTO %2$s.%1$s SELECT * FROM %1$s");
    return backup;
  }

  /** No worker may run. */
  void restore() {
    forEachTable("DELETE FROM %1$s");
    forEachTable("INSERT INTO %1$s SELECT * FROM %2$s.%1$s");
  }

  private void forEachTable(String statement) {
    try (Connection connection = world.world().database().connect("migratekit_oma");
        Statement sql = connection.createStatement()) {
      sql.execute("SET FOREIGN_KEY_CHECKS = 0");
      for (String table : tables(sql)) {
        sql.execute(statement.formatted("`" + table + "`", name));
      }
    } catch (SQLException e) {
      throw new AssertionError(statement, e);
    }
  }

  private static List<String> tables(Statement sql) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (ResultSet rows = sql.executeQuery("SHOW FULL TABLES WHERE Table_type = 'BASE TABLE'")) {
      while (rows.next()) {
        tables.add(rows.getString(1));
      }
    }
    return tables;
  }
}
