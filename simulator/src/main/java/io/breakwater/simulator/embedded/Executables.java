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

  /** Runs the command to its end and returns its exit status with everything it printed. */
  static Output run(List<String> command, Map<String, String> environment, Duration patience)
      throws IOException {
    Path printed = Files.createTempFile("breakwater-", ".out");
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.redirectOutput(printed.toFile()).redirectInput(new File("/dev/null"));
      builder.environment().putAll(environment);
      Process process = builder.start();
      boolean ended = awaitEnd(process, command, patience);
      String text = new String(Files.readAllBytes(printed), StandardCharsets.UTF_8);
      if (!ended) {
        throw new IOException(
            command.get(0) + " did not end within " + patience + "; it printed: " + text);
      }
      return new Output(process.exitValue(), text);
    } finally {
      Files.deleteIfExists(printed);
    }
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
  record Output(int status, String text) {
    boolean succeeded() {
      return status == 0;
    }

    /** The output as one line, for error messages. */
    String oneLine() {
      return "status "
          + status
          + ": "
          + String.join(" | ", text.lines().filter(line -> !line.isBlank()).toList());
    }
  }
}
