package io.breakwater.simulator.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The mariadbd process of one home: fills the data directory once, starts, stops, starts again. */
final class DatabaseServer {
  static final String USER = "breakwater";
  private static final Duration START_PATIENCE = Duration.ofSeconds(90);
  private static final String LOG_FILE_SIZE = "--innodb-log-file-size=16M";

  private final MariaDbBinaries binaries;
  private final DatabaseHome home;
  private final int port;
  private final boolean durable;
  private GuardedProcess process;

  DatabaseServer(MariaDbBinaries binaries, DatabaseHome home, int port, boolean durable) {
    this.binaries = binaries;
    this.home = home;
    this.port = port;
    this.durable = durable;
  }

  int port() {
    return port;
  }

  synchronized long pid() {
    return process.pid();
  }

  String jdbcUrl(String schema) {
    return "jdbc:mysql://"
        + LocalPorts.HOST
        + ":"
        + port
        + "/"
        + schema
        + "?connectionTimeZone=UTC&forceConnectionTimeZoneToSession=true&sslMode=DISABLED&connectTimeout=5000";
  }

  synchronized void start() {
    try {
      installOnce();
      Files.writeString(home.directory().resolve("account.sql"), account());
    } catch (IOException e) {
      throw new EmbeddedServerException(
          "prepare MariaDB in " + home.directory() + ": " + e.getMessage(), e);
    }
    process = GuardedProcess.start("MariaDB", command(), home.directory(), home.log());
    try {
      awaitAnswer();
    } catch (RuntimeException e) {
      process.kill();
      throw e;
    }
  }

  synchronized void stop(Duration patience) {
    if (process != null && process.isAlive()) {
      process.stop(patience);
    }
  }

  synchronized void kill() {
    process.kill();
  }

  private void installOnce() throws IOException {
    if (Files.isDirectory(home.data())) {
      return;
    }
    // A draft that is renamed when complete: a JVM killed in between leaves nothing half installed.
    Path draft = home.directory().resolve("data.draft");
    Directories.deleteIfThere(draft);
    List<String> command = new ArrayList<>(List.of(binaries.installer().toString()));
    command.addAll(binaries.commonOptions());
    command.addAll(
        List.of(
            "--datadir=" + draft,
            "--tmpdir=" + home.temporaryFiles(),
            "--auth-root-authentication-method=normal",
            "--skip-test-db",
            "--skip-name-resolve",
            LOG_FILE_SIZE));
    Executables.Output output = Executables.run(command, Map.of(), Duration.ofMinutes(2));
    if (!output.succeeded()) {
      throw new IOException("mariadb-install-db ended with " + output.oneLine());
    }
    Files.move(draft, home.data(), StandardCopyOption.ATOMIC_MOVE);
  }

  private String account() {
    return "CREATE USER IF NOT EXISTS '%1$s'@'%%' IDENTIFIED BY '%2$s';%n"
            .formatted(USER, home.password())
        + "GRANT ALL ON *.* TO '%s'@'%%' WITH GRANT OPTION;%n".formatted(USER);
  }

  private List<String> command() {
    List<String> command = new ArrayList<>(List.of(binaries.server().toString()));
    command.addAll(binaries.commonOptions());
    command.addAll(
        List.of(
            "--datadir=" + home.data(),
            "--tmpdir=" + home.temporaryFiles(),
            "--init-file=" + home.directory().resolve("account.sql"),
            "--bind-address=" + LocalPorts.HOST,
            "--port=" + port,
            // Relative to the data directory: an absolute path may exceed the 107 bytes of a
            // socket.
            "--socket=mariadb.sock",
            "--pid-file=mariadb.pid",
            "--skip-name-resolve",
            // With TLS the server makes itself an RSA key at each start, which takes seconds.
            "--skip-ssl",
            "--sql-mode=STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION",
            "--character-set-server=utf8mb4",
            "--collation-server=utf8mb4_general_ci",
            "--default-time-zone=+00:00",
            "--innodb-flush-log-at-trx-commit=" + (durable ? 1 : 2),
            "--innodb-buffer-pool-size=" + (durable ? "128M" : "64M"),
            LOG_FILE_SIZE,
            "--performance-schema=OFF"));
    return command;
  }

  private void awaitAnswer() {
    long deadline = System.nanoTime() + START_PATIENCE.toNanos();
    while (true) {
      try (Connection connection =
          DriverManager.getConnection(jdbcUrl(""), USER, home.password())) {
        if (connection.isValid(5)) {
          return;
        }
      } catch (SQLException e) {
        if (!process.isAlive() || System.nanoTime() > deadline) {
          throw new EmbeddedServerException(
              "MariaDB ("
                  + binaries.server()
                  + ") does not answer on "
                  + LocalPorts.HOST
                  + ":"
                  + port
                  + ": "
                  + process.explain(),
              e);
        }
      }
      GuardedProcess.pause("MariaDB");
    }
  }
}
