package io.breakwater.activities.guest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
    return read(directory(pid));
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

  /** The arguments, the program first; empty for a kernel thread or a process that is gone. */
  static List<String> commandLine(long pid) {
    try {
      String line =
          Files.readString(directory(pid).resolve("cmdline"), StandardCharsets.ISO_8859_1);
      return line.isEmpty() ? List.of() : List.of(line.split("\0"));
    } catch (IOException goneMeanwhile) {
      return List.of();
    }
  }

  /** The files it has open; empty when that may not be seen. */
  static Optional<Set<Path>> openFiles(long pid) {
    Set<Path> files = new HashSet<>();
    try (DirectoryStream<Path> descriptors =
        Files.newDirectoryStream(directory(pid).resolve("fd"))) {
      for (Path descriptor : descriptors) {
        target(descriptor).ifPresent(files::add);
      }
    } catch (NoSuchFileException goneMeanwhile) {
      return Optional.of(Set.of());
    } catch (IOException | DirectoryIteratorException notToBeSeen) {
      return stat(pid).filter(Stat::isRunning).isPresent()
          ? Optional.empty()
          : Optional.of(Set.of());
    }
    return Optional.of(files);
  }

  private static Optional<Path> target(Path descriptor) {
    try {
      return Optional.of(Files.readSymbolicLink(descriptor));
    } catch (IOException closedMeanwhile) {
      return Optional.empty();
    }
  }

  private static Path directory(long pid) {
    return PROC.resolve(Long.toString(pid));
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
