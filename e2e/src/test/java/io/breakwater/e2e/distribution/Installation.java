package io.breakwater.e2e.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.simulator.embedded.GuardedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The archive, unpacked into an empty folder. */
final class Installation implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path home;
  private final List<GuardedProcess> processes = new ArrayList<>();

  private Installation(Path home) {
    this.home = home;
  }

  /** What {@code ./mvnw package} made, if it did. */
  static List<Path> archives() {
    Path target = Path.of("..", "docker", "target");
    if (!Files.isDirectory(target)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(target)) {
      return files.filter(file -> file.toString().endsWith(".tar.gz")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("look into " + target, e);
    }
  }

  static Installation into(Path folder) throws Exception {
    Path archive = archives().get(0).toAbsolutePath();
    Process tar =
        new ProcessBuilder(
                "tar", "-xzf", archive.toString(), "-C", folder.toString(), "--strip-components=1")
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).isZero();
    return new Installation(folder);
  }

  void configure(String file, String content) throws IOException {
    Files.writeString(home.resolve("conf").resolve(file), content);
  }

  /** For what is started from now on. */
  void logAsJson() throws IOException {
    configure("logback.xml", Files.readString(home.resolve("conf/logback-json.xml")));
  }

  /** Starts {@code bin/breakwater} and waits until its output has the text. */
  String start(String awaited, String... arguments) {
    Path log = home.resolve(arguments[0] + ".log");
    GuardedProcess process =
        GuardedProcess.start(arguments[0], command("breakwater", arguments), Map.of(), home, log);
    processes.add(process);
    await()
        .atMost(PATIENCE)
        .until(() -> !process.isAlive() || (Files.exists(log) && read(log).contains(awaited)));
    assertThat(process.isAlive()).as("%s ended: %s", arguments[0], read(log)).isTrue();
    return read(log);
  }

  /** Runs a program of {@code bin} to its end. */
  Ended run(String program, String... arguments) throws Exception {
    return run(command(program, arguments));
  }

  /** Its systemd units, for the place where it lies; their names with a blank between. */
  String units() throws IOException {
    Path units = Files.createDirectory(home.resolve("units"));
    StringBuilder names = new StringBuilder();
    for (String process : List.of("worker", "gateway")) {
      String unit = "breakwater-" + process + ".service";
      String text = Files.readString(home.resolve("systemd").resolve(unit));
      names.append(
          Files.writeString(units.resolve(unit), text.replace("/opt/breakwater", home.toString())));
      names.append(' ');
    }
    return names.toString();
  }

  /** Runs a command line, with these variables besides the path. */
  Ended shell(String command, String... variables) throws Exception {
    List<String> line = new ArrayList<>(List.of("env", "-i", "HOME=" + home));
    line.add("PATH=" + System.getenv("PATH"));
    line.addAll(List.of(variables));
    line.addAll(List.of("sh", "-c", command));
    return run(line);
  }

  private static Ended run(List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output);
  }

  /** Nothing of the builder's environment reaches what is tried. */
  private List<String> command(String program, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "env",
                "-i",
                "PATH=" + System.getenv("PATH"),
                "JAVA_HOME=" + System.getProperty("java.home"),
                "BREAKWATER_JAVA_OPTS=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
                home.resolve("bin").resolve(program).toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  private static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException("read " + log, e);
    }
  }

  @Override
  public void close() {
    for (int i = processes.size() - 1; i >= 0; i--) {
      processes.get(i).stop(Duration.ofSeconds(30));
    }
  }

  record Ended(int code, String output) {}
}
