package io.breakwater.inventory;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The migrations, as they lie on the class path. */
final class Migrations {
  private Migrations() {}

  static Flyway over(DataSource dataSource) {
    return Flyway.configure()
        .dataSource(dataSource)
        .table("breakwater_schema_history")
        .locations("classpath:io/breakwater/inventory/migration")
        .javaMigrations(new WidenOldTables())
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .baselineDescription("as the old system left it")
        .load();
  }
}
