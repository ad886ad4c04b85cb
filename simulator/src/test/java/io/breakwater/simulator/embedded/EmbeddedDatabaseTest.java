package io.breakwater.simulator.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {
  @Test
  void keepsCommittedRowsWhenItIsKilledAndStartedAgain() throws SQLException {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(DatabaseOptions.temporary())) {
      String schema = database.freshSchema();
      execute(database, schema, "CREATE TABLE disk (name VARCHAR(20))");
      execute(database, schema, "INSERT INTO disk VALUES ('disk-2000')");
      int port = database.port();

      database.kill();
      database.restart();

      assertThat(query(database, schema, "SELECT name FROM disk")).isEqualTo("disk-2000");
      assertThat(database.port()).isEqualTo(port);
    }
  }

  @Test
  void findsItsDataAndAccountAgainInThePersistentDirectory(@TempDir Path directory)
      throws SQLException {
    DatabaseOptions options = DatabaseOptions.persistent(directory.resolve("db"));
    String password;
    try (EmbeddedDatabase database = EmbeddedDatabase.start(options)) {
      database.createSchema("oma");
      execute(database, "oma", "CREATE TABLE vm AS SELECT 'PhilB Test machine' AS name");
      password = database.password();
    }

    try (EmbeddedDatabase database = EmbeddedDatabase.start(options)) {
      assertThat(query(database, "oma", "SELECT name FROM vm")).isEqualTo("PhilB Test machine");
      assertThat(database.password()).isEqualTo(password);
    }
  }

  @Test
  void leavesNoProcessWhenClosed() {
    EmbeddedDatabase database = EmbeddedDatabase.start(DatabaseOptions.temporary());
    long pid = database.pid();

    database.close();

    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void isStrictAndSpeaksUtcAndUtf8() throws SQLException {
    EmbeddedDatabase database = EmbeddedDatabase.shared();
    String schema = database.freshSchema();
    execute(
        database,
        schema,
        "CREATE TABLE job (status ENUM('running','completed'), name VARCHAR(20))");

    assertThatThrownBy(
            () -> execute(database, schema, "INSERT INTO job VALUES ('cleanup_completed', 'x')"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("status");
    execute(database, schema, "INSERT INTO job VALUES ('running', 'Prüfung 🐧')");
    assertThat(query(database, schema, "SELECT name FROM job")).isEqualTo("Prüfung 🐧");
    assertThat(query(database, schema, "SELECT TIMEDIFF(NOW(), UTC_TIMESTAMP())"))
        .isEqualTo("00:00:00");
  }

  @Test
  void saysInOneLineThatThePortIsTaken() throws IOException {
    try (ServerSocket taken =
        new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      DatabaseOptions options = DatabaseOptions.temporary().withPort(taken.getLocalPort());

      assertThatThrownBy(() -> EmbeddedDatabase.start(options))
          .isInstanceOf(EmbeddedServerException.class)
          .hasMessageContaining("port " + taken.getLocalPort() + " for the database is taken");
    }
  }

  @Test
  void refusesADirectoryThatAnotherServerUses(@TempDir Path directory) {
    DatabaseOptions options = new DatabaseOptions(Optional.of(directory.resolve("db")), 0, false);
    try (EmbeddedDatabase first = EmbeddedDatabase.start(options)) {
      assertThatThrownBy(() -> EmbeddedDatabase.start(options))
          .isInstanceOf(EmbeddedServerException.class)
          .hasMessageContaining("in use by another running Breakwater");
      assertThat(first.port()).isPositive();
    }
  }

  private static void execute(EmbeddedDatabase database, String schema, String sql)
      throws SQLException {
    try (Connection connection = database.connect(schema);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String query(EmbeddedDatabase database, String schema, String sql)
      throws SQLException {
    try (Connection connection = database.connect(schema);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }
}
