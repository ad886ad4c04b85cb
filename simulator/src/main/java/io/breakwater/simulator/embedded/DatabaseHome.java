package io.breakwater.simulator.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The directory of one embedded database: data, log, password, temporary files. Nobody else may
 * enter it: the server's socket lies in it and lets root in without a password.
 */
final class DatabaseHome implements AutoCloseable {
  private final LockedDirectory directory;
  private final String password;

  private DatabaseHome(LockedDirectory directory, String password) {
    this.directory = directory;
    this.password = password;
  }

  static DatabaseHome open(Optional<Path> wanted) {
    LockedDirectory directory = LockedDirectory.open(wanted, "breakwater-db-");
    try {
      Files.createDirectories(directory.path().resolve("tmp"));
      return new DatabaseHome(directory, readOrCreatePassword(directory.path()));
    } catch (IOException e) {
      directory.close();
      throw new EmbeddedServerException(
          "prepare the database directory " + directory.path() + ": " + e, e);
    }
  }

  private static String readOrCreatePassword(Path directory) throws IOException {
    Path file = directory.resolve("password");
    if (Files.exists(file)) {
      return Files.readString(file).strip();
    }
    byte[] secret = new byte[16];
    new SecureRandom().nextBytes(secret);
    String password = HexFormat.of().formatHex(secret);
    Files.writeString(file, password);
    return password;
  }

  Path directory() {
    return directory.path();
  }

  Path data() {
    return directory().resolve("data");
  }

  Path log() {
    return directory().resolve("mariadb.log");
  }

  Path temporaryFiles() {
    return directory().resolve("tmp");
  }

  String password() {
    return password;
  }

  @Override
  public void close() {
    directory.close();
  }
}
