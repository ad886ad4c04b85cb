package io.breakwater.activities.guest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Processes as {@code /proc} shows them. */
final class ProcFs {
  private static final Path PROC = Path.of("/proc");

  private ProcFs() {}

  /**
   * One process.
   *
   * @param startTicks since boot; together with the pid it tells a process from a later one
   */
  record Stat(long pid, char state, long parent, long session, long startTicks) {
    boolean isRunning() {
      return state != 'Z' && state != 'X';
    }

    boolean sameAs(Stat other) {
      return pid == other.pid && startTicks == other.startTicks;
    }
  }

  /** Changes with every boot of the host. */
  static String bootId() {
    try {
      return Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the boot id of this host", e);
    }
  }

  static Optional<Stat> stat(long pid) {
    return read(PROC.resolve(Long.toString(pid)));
  }

  /** Every process that has not ended, zombies left out. */
  static List<Stat> running() {
    List<Stat> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path entry : entries) {
        read(entry).filter(Stat::isRunning).ifPresent(found::add);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list the processes of this host", e);
    }
    return found;
  }

  private static Optional<Stat> read(Path directory) {
    try {
      // The name of the program stands in parentheses and may hold anything, spaces and more
      // parentheses included.
      String line = Files.readString(directory.resolve("stat"), StandardCharsets.ISO_8859_1);
      String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
      return Optional.of(
          new Stat(
              Long.parseLong(line.substring(0, line.indexOf(' '))),
              fields[0].charAt(0),
              Long.parseLong(fields[1]),
              Long.parseLong(fields[3]),
              Long.parseLong(fields[19])));
    } catch (IOException goneMeanwhile) {
      return Optional.empty();
    }
  }
}
