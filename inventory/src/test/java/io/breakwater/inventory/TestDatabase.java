package io.breakwater.inventory;

import io.breakwater.simulator.embedded.EmbeddedDatabase;
import io.breakwater.simulator.site.OldSchema;
import org.jdbi.v3.core.Jdbi;

/** A real MariaDB; tests share one migrated schema and keep apart by the ids of their VMs. */
public final class TestDatabase {
  private TestDatabase() {}

  /** On top of the old system's schema. */
  public static Jdbi jdbi() {
    return Shared.DATABASE.jdbi();
  }

  /** A schema of its own, empty and not migrated. */
  static Database fresh() {
    return open(EmbeddedDatabase.shared().freshSchema());
  }

  /** A schema of its own as the old system has it, not migrated. */
  public static Database freshOld() {
    String schema = EmbeddedDatabase.shared().freshSchema();
    EmbeddedDatabase server = EmbeddedDatabase.shared();
    OldSchema.install(server.jdbcUrl(schema), server.user(), server.password());
    return open(schema);
  }

  private static Database open(String schema) {
    EmbeddedDatabase server = EmbeddedDatabase.shared();
    return Database.open(
        new DatabaseConfig(server.jdbcUrl(schema), server.user(), server.password(), 8));
  }

  private static final class Shared {
    static final Database DATABASE = migrated();

    private static Database migrated() {
      Database database = freshOld();
      database.migrate();
      return database;
    }
  }
}
