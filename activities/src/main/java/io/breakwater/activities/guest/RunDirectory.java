package io.breakwater.activities.guest;

import io.breakwater.vm.OperationId;
import io.breakwater.vm.VolumeId;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

/**
 * The files of one volume's newest run.
 *
 * <p>{@code run} says what was about to be started; {@code process} holds pid and start time,
 * linked into place by the run itself before it starts the injector; {@code exit} its exit code;
 * {@code ended} why somebody ended it. Each appears whole or not at all.
 */
final class RunDirectory {
  /** Runs as the leader of its own session; see the class comment for the files. */
  static final String SCRIPT =
      """
      set -u
      dir=$1; log=$2; shift 2
      start=$(sed 's/.*) //' /proc/$$/stat | cut -d' ' -f20) || exit 75
      printf '%s %s\\n' "$$" "$start" > "$dir/process.$$" || exit 75
      ln "$dir/process.$$" "$dir/process" || exit 75
      rm -f "$dir/process.$$"
      "$@" </dev/null >>"$log" 2>&1
      code=$?
      printf '%s\\n' "$code" > "$dir/exit.new" && sync "$dir/exit.new" && mv "$dir/exit.new" "$dir/exit"
      exit "$code"
      """;

  private static final String NEVER_STARTED = "0 0\n";

  private final Path directory;

  RunDirectory(Path directory) {
    this.directory = directory;
  }

  Path path() {
    return directory;
  }

  Optional<Injection> run() throws IOException {
    Properties run = new Properties();
    try (Reader reader = Files.newBufferedReader(directory.resolve("run"))) {
      run.load(reader);
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
    return Optional.of(
        new Injection(
            new OperationId(run.getProperty("operation")),
            new VolumeId(run.getProperty("volume")),
            run.getProperty("job"),
            run.getProperty("device"),
            Instant.parse(run.getProperty("started")),
            run.getProperty("boot")));
  }

  /** Throws away the run before and records this one. */
  void record(Injection injection) throws IOException {
    clear();
    Properties run = new Properties();
    run.setProperty("operation", injection.operation().value());
    run.setProperty("volume", injection.volume().value());
    run.setProperty("job", injection.jobId());
    run.setProperty("device", injection.device());
    run.setProperty("started", injection.startedAt().toString());
    run.setProperty("boot", injection.bootId());
    Path fresh = directory.resolve("run.new");
    try (Writer writer = Files.newBufferedWriter(fresh)) {
      run.store(writer, null);
    }
    Files.move(fresh, directory.resolve("run"), StandardCopyOption.ATOMIC_MOVE);
  }

  /** The group; empty while it has not recorded itself, or when it was kept from starting. */
  Optional<ProcessGroup> group() throws IOException {
    Optional<String> text = read("process").filter(line -> !line.equals(NEVER_STARTED));
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String[] fields = text.get().strip().split(" ");
    return Optional.of(new ProcessGroup(Long.parseLong(fields[0]), Long.parseLong(fields[1])));
  }

  boolean hasStarted() {
    return Files.exists(directory.resolve("process"));
  }

  /** Takes the place of the process record, so that a run that comes late gives up. */
  void keepFromStarting() throws IOException {
    Path fresh = directory.resolve("process.never");
    Files.writeString(fresh, NEVER_STARTED);
    try {
      Files.createLink(directory.resolve("process"), fresh);
    } catch (FileAlreadyExistsException itStartedAfterAll) {
      return;
    }
  }

  Optional<Integer> exitCode() throws IOException {
    return read("exit").map(text -> Integer.valueOf(text.strip()));
  }

  Optional<String> ended() throws IOException {
    return read("ended").map(String::strip);
  }

  /** The first reason stays. */
  void recordEnded(String why) throws IOException {
    try {
      Files.writeString(directory.resolve("ended"), why, StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException anotherReasonCameFirst) {
      return;
    }
  }

  private void clear() throws IOException {
    // The run goes first: without it the rest means nothing.
    Files.deleteIfExists(directory.resolve("run"));
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        if (!file.getFileName().toString().equals("lock")) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private Optional<String> read(String name) throws IOException {
    try {
      return Optional.of(Files.readString(directory.resolve(name)));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }
}
