package io.breakwater.e2e.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.simulator.embedded.GuardedProcess;
import io.breakwater.simulator.embedded.LocalPorts;
import io.breakwater.simulator.embedded.TemporalCli;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code breakwater up} in a process of its own, on ports of its own. */
final class UpProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final int gatewayPort;
  private final String temporal;
  private final Path log;
  private final GuardedProcess process;

  private final Path directory;

  private UpProcess(
      Path directory, int gatewayPort, String temporal, Path log, GuardedProcess process) {
    this.directory = directory;
    this.gatewayPort = gatewayPort;
    this.temporal = temporal;
    this.log = log;
    this.process = process;
  }

  /** Starts it on its state; what the environment gives is not started. */
  static UpProcess start(Path directory, Map<String, String> environment) throws IOException {
    int temporalPort = freePort();
    return start(directory, environment, freePort(), temporalPort);
  }

  static UpProcess start(
      Path directory, Map<String, String> environment, int gatewayPort, int temporalPort)
      throws IOException {
    List<String> command = new ArrayList<>();
    // A build that runs in the background ignores Ctrl-C, and its children would inherit that.
    command.addAll(List.of("env", "--default-signal=INT"));
    command.addAll(List.of(java(), "-Xmx512m", "-XX:TieredStopAtLevel=1", "-cp", classPath()));
    command.addAll(List.of("io.breakwater.e2e.BreakwaterCommand", "up", "--time-scale", "0.05"));
    command.addAll(List.of("--directory", directory.toString()));
    command.addAll(List.of("--port", "" + gatewayPort, "--temporal-port", "" + temporalPort));
    command.addAll(List.of("--ui-port", "" + freePort()));
    Path log = Files.createTempFile(directory.getParent(), "up-", ".log");
    String temporal = environment.getOrDefault("TEMPORAL_ADDRESS", "127.0.0.1:" + temporalPort);
    GuardedProcess process =
        GuardedProcess.start("up", command, environment, directory.getParent(), log);
    return new UpProcess(directory, gatewayPort, temporal, log, process);
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  static int freePort() {
    return LocalPorts.free();
  }

  UpProcess awaitUp() {
    await()
        .atMost(PATIENCE)
        .until(() -> !process.isAlive() || output().contains("Ctrl-C stops all of it"));
    assertThat(process.isAlive()).as("up ended: %s", output()).isTrue();
    return this;
  }

  /** What it printed so far. */
  String output() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException("read " + log, e);
    }
  }

  /** Ends it as Ctrl-C does, and waits until nothing of it is left. */
  void interrupt() throws IOException, InterruptedException {
    List<ProcessHandle> family = new ArrayList<>();
    ProcessHandle.of(process.pid())
        .ifPresent(
            up -> {
              family.add(up);
              up.descendants().forEach(family::add);
            });
    new ProcessBuilder("kill", "-INT", "" + process.pid()).start().waitFor();
    await().atMost(PATIENCE).until(() -> family.stream().noneMatch(ProcessHandle::isAlive));
  }

  /** Waits until it ended by itself. */
  UpProcess awaitEnd() {
    await().atMost(PATIENCE).until(() -> !process.isAlive());
    return this;
  }

  /** Runs a command of the Temporal CLI as a person would; returns what it printed. */
  String temporal(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(TemporalCli.locate().path().toString()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--address", temporal));
    Process cli = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new String(cli.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  HttpResponse<String> post(String path) throws IOException, InterruptedException {
    return send(request(path).POST(HttpRequest.BodyPublishers.noBody()));
  }

  private HttpRequest.Builder request(String path) throws IOException {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gatewayPort + path))
        .header(
            "Authorization", "Bearer " + Files.readString(directory.resolve("token-admin")).strip())
        .timeout(PATIENCE);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    process.stop(Duration.ofSeconds(30));
  }
}
