package io.breakwater.simulator.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs of this machine: where they are and what they say when they are run. */
final class Executables {
  private Executables() {}

  /** The folders of the PATH, then the extra ones. */
  static List<Path> searchPath(List<String> extra) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.concat(Stream.of(path.split(File.pathSeparator)), extra.stream())
        .filter(folder -> !folder.isBlank())
        .map(Path::of)
        .toList();
  }

  static Optional<Path> find(String name, List<Path> folders) {
    return folders.stream()
        .map(folder -> folder.resolve(name))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  /** System and processor as {@code linux-x86_64}, {@code linux-aarch64}, {@code macos-aarch64}. */
  static String platform() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    String family = system.startsWith("mac") ? "macos" : system.replace(' ', '-');
    return family + "-" + (processor.equals("amd64") ? "x86_64" : processor);
  }

  /**
   * Runs the command to its end, with nothing on stdin.
   *
   * @param environment variables to set; an empty value removes the variable
   */
  static Output run(List<String> command, Map<String, String> environment, Duration patience)
      throws IOException {
    Path folder = Files.createTempDirectory("breakwater-run-");
    Path stdout = folder.resolve("stdout");
    Path stderr = folder.resolve("stderr");
    try {
      ProcessBuilder builder = new ProcessBuilder(command);
      builder
          .redirectInput(new File("/dev/null"))
          .redirectOutput(stdout.toFile())
          .redirectError(stderr.toFile());
      builder.environment().putAll(environment);
      builder.environment().values().removeIf(String::isEmpty);
      Process process = builder.start();
      boolean ended = awaitEnd(process, command, patience);
      if (!ended) {
        throw new IOException(
            command.get(0)
                + " did not end within "
                + patience
                + "; it printed: "
                + read(stdout)
                + read(stderr));
      }
      return new Output(process.exitValue(), read(stdout), read(stderr));
    } finally {
      Directories.deleteIfThere(folder);
    }
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  private static boolean awaitEnd(Process process, List<String> command, Duration patience)
      throws IOException {
    try {
      return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while running " + command.get(0), e);
    } finally {
      process.destroyForcibly();
    }
  }

  /** What a program answered. */
  record Output(int status, String stdout, String stderr) {
    boolean succeeded() {
      return status == 0;
    }

    /** Status and output as one line, for error messages. */
    String oneLine() {
      String printed = stdout + "\n" + stderr;
      return "status "
          + status
          + ": "
          + String.join(" | ", printed.lines().filter(line -> !line.isBlank()).toList());
    }
  }
}
