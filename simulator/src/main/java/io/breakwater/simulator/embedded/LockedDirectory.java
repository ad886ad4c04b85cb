package io.breakwater.simulator.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The directory of one server, private to the user and locked while it is open, so that two servers
 * never share it. A temporary one is deleted at close; those of killed JVMs by whoever opens the
 * next one.
 */
final class LockedDirectory implements AutoCloseable {
  private static final Duration CERTAINLY_LOCKED_BY_NOW = Duration.ofMinutes(10);

  /**
   * Held by this JVM. Asked before the lock file is opened, because POSIX drops all locks a process
   * has on a file when it closes any of its descriptors of that file.
   */
  private static final Set<Path> HELD_HERE = new HashSet<>();

  private final Path path;
  private final boolean temporary;
  private final FileChannel lock;

  private LockedDirectory(Path path, boolean temporary, FileChannel lock) {
    this.path = path;
    this.temporary = temporary;
    this.lock = lock;
  }

  /** Opens the wanted directory, or a temporary one whose name begins with the prefix. */
  static LockedDirectory open(Optional<Path> wanted, String prefix) {
    String shown = wanted.map(Path::toString).orElse("(temporary)");
    try {
      if (wanted.isEmpty()) {
        deleteAbandoned(prefix);
      }
      Path path =
          wanted.isPresent()
              ? Directories.createPrivate(wanted.get())
              : Files.createTempDirectory(prefix).toRealPath();
      FileChannel lock =
          tryLock(path)
              .orElseThrow(
                  () ->
                      new EmbeddedServerException(
                          "the directory "
                              + path
                              + " is in use by another running Breakwater: stop it or choose another directory"));
      return new LockedDirectory(path, wanted.isEmpty(), lock);
    } catch (IOException e) {
      throw new EmbeddedServerException("prepare the server directory " + shown + ": " + e, e);
    }
  }

  private static Optional<FileChannel> tryLock(Path directory) throws IOException {
    synchronized (HELD_HERE) {
      if (HELD_HERE.contains(directory)) {
        return Optional.empty();
      }
      FileChannel channel =
          FileChannel.open(
              directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        channel.close();
        return Optional.empty();
      }
      HELD_HERE.add(directory);
      return Optional.of(channel);
    }
  }

  private static void deleteAbandoned(String prefix) throws IOException {
    Path parent = Path.of(System.getProperty("java.io.tmpdir")).toRealPath();
    Instant young = Instant.now().minus(CERTAINLY_LOCKED_BY_NOW);
    List<Path> candidates;
    try (Stream<Path> children = Files.list(parent)) {
      candidates =
          children.filter(child -> child.getFileName().toString().startsWith(prefix)).toList();
    }
    for (Path candidate : candidates) {
      if (isOurs(candidate, young)) {
        Optional<FileChannel> lock = tryLock(candidate);
        if (lock.isPresent()) {
          new LockedDirectory(candidate, true, lock.get()).close();
        }
      }
    }
  }

  private static boolean isOurs(Path candidate, Instant young) throws IOException {
    Path lockFile = candidate.resolve("lock");
    return Files.isRegularFile(lockFile)
        && Files.isWritable(lockFile)
        && Files.getLastModifiedTime(lockFile).toInstant().isBefore(young);
  }

  Path path() {
    return path;
  }

  @Override
  public void close() {
    synchronized (HELD_HERE) {
      try {
        lock.close();
        if (temporary) {
          Directories.deleteIfThere(path);
        }
      } catch (IOException e) {
        throw new EmbeddedServerException("release the server directory " + path + ": " + e, e);
      } finally {
        HELD_HERE.remove(path);
      }
    }
  }
}
