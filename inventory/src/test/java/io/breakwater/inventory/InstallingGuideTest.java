package io.breakwater.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.breakwater.inventory.context.Contexts;
import io.breakwater.simulator.embedded.EmbeddedDatabase;
import io.breakwater.simulator.site.OldSchema;
import io.breakwater.vm.ContextId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** What docs/installing.md says of the database. */
class InstallingGuideTest {
  private static final Path GUIDE = Path.of("..", "docs", "installing.md");
  private static final EmbeddedDatabase SERVER = EmbeddedDatabase.shared();

  @Test
  void namesTheRightsThatAnAccountNeeds() throws IOException, SQLException {
    String schema = SERVER.freshSchema();
    OldSchema.install(SERVER.jdbcUrl(schema), SERVER.user(), SERVER.password());
    migrateAndRead(schema, "oma_user_old");
    migrateAndRead(SERVER.freshSchema(), "oma_user_new");
  }

  private static void migrateAndRead(String schema, String user) throws IOException, SQLException {
    String grant = grant().replace("migratekit_oma", schema).replace("oma_user", user);
    try (Connection connection = SERVER.connect("");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE USER '" + user + "'@'%' IDENTIFIED BY 'password'");
      statement.execute(grant.replace("'localhost'", "'%'"));
    }
    DatabaseConfig config = new DatabaseConfig(SERVER.jdbcUrl(schema), user, "password", 2);
    try (Database database = Database.open(config)) {
      database.migrate();
      assertThat(new Contexts(database.jdbi()).find(new ContextId("ctx-none"))).isEmpty();
    }
  }

  private static String grant() throws IOException {
    return Files.readString(GUIDE)
        .lines()
        .filter(line -> line.startsWith("GRANT "))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void promisesThatAnOlderBuildStartsOnTablesOfANewerOne() {
    try (Database database = TestDatabase.fresh()) {
      database.migrate();
      database
          .jdbi()
          .useHandle(
              h ->
                  h.execute(
                      "INSERT INTO breakwater_schema_history (installed_rank, version, description,"
                          + " type, script, checksum, installed_by, execution_time, success)"
                          + " VALUES (99, '99', 'of a newer build', 'SQL', 'V99__newer.sql', 1,"
                          + " 'test', 1, 1)"));

      assertThatCode(database::migrate).doesNotThrowAnyException();
    }
  }
}
