package io.breakwater.simulator.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The directory of one embedded database: data, log, password, temporary files. Locked while it is
 * open, so that two servers never share it; private to the user, because the server's socket lies
 * in it and lets root in without a password.
 */
final class DatabaseHome implements AutoCloseable {
  private final Path directory;
  private final boolean temporary;
  private final FileChannel lockChannel;
  private final String password;

  private DatabaseHome(
      Path directory, boolean temporary, FileChannel lockChannel, String password) {
    this.directory = directory;
    this.temporary = temporary;
    this.lockChannel = lockChannel;
    this.password = password;
  }

  static DatabaseHome open(Optional<Path> wanted) {
    try {
      Path directory =
          wanted.isPresent()
              ? Directories.createPrivate(wanted.get())
              : Files.createTempDirectory("breakwater-db-").toRealPath();
      FileChannel lock = lock(directory);
      try {
        Files.createDirectories(directory.resolve("tmp"));
        return new DatabaseHome(directory, wanted.isEmpty(), lock, readOrCreatePassword(directory));
      } catch (IOException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new EmbeddedServerException(
          "prepare the database directory "
              + wanted.map(Path::toString).orElse("(temporary)")
              + ": "
              + e,
          e);
    }
  }

  private static FileChannel lock(Path directory) throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      channel.close();
      throw new EmbeddedServerException(
          "the database directory "
              + directory
              + " is in use by another running Breakwater: stop it or choose another directory");
    }
    return channel;
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
    return directory;
  }

  Path data() {
    return directory.resolve("data");
  }

  Path log() {
    return directory.resolve("mariadb.log");
  }

  Path temporaryFiles() {
    return directory.resolve("tmp");
  }

  String password() {
    return password;
  }

  @Override
  public void close() {
    try {
      lockChannel.close();
      if (temporary) {
        Directories.deleteIfThere(directory);
      }
    } catch (IOException e) {
      throw new EmbeddedServerException(
          "release the database directory " + directory + ": " + e, e);
    }
  }
}
