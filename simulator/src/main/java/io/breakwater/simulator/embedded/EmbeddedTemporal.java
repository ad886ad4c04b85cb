package io.breakwater.simulator.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A real Temporal server on 127.0.0.1 with its web UI, the namespace {@code default} and the search
 * attributes of Breakwater, that belongs to this JVM and ends with it, however it ends. Workflows
 * are kept in SQLite and survive {@link #restart()} and {@link #kill()}. Thread-safe.
 */
public final class EmbeddedTemporal implements AutoCloseable {
  private static final Duration START_PATIENCE = Duration.ofSeconds(60);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);
  private static final Duration CLI_PATIENCE = Duration.ofMinutes(2);
  private static final List<String> SEARCH_ATTRIBUTES =
      List.of(
          "BreakwaterVm=Keyword",
          "BreakwaterOperation=Keyword",
          "BreakwaterPhase=Keyword",
          "BreakwaterNeedsOperator=Bool");

  private final TemporalCli cli;
  private final LockedDirectory directory;
  private final boolean durable;
  private final int port;
  private final int uiPort;
  private GuardedProcess process;

  private EmbeddedTemporal(
      TemporalCli cli, LockedDirectory directory, boolean durable, int port, int uiPort) {
    this.cli = cli;
    this.directory = directory;
    this.durable = durable;
    this.port = port;
    this.uiPort = uiPort;
  }

  /**
   * Starts a server and returns when it serves.
   *
   * @throws EmbeddedServerException when no Temporal CLI is to be had, a port or the directory is
   *     taken, or the server does not come up
   */
  public static EmbeddedTemporal start(TemporalOptions options) {
    int port = LocalPorts.choose("Temporal server", options.port());
    int uiPort = LocalPorts.choose("Temporal web UI", options.uiPort());
    TemporalCli cli = TemporalCli.locate();
    LockedDirectory directory = LockedDirectory.open(options.directory(), "breakwater-temporal-");
    EmbeddedTemporal temporal =
        new EmbeddedTemporal(cli, directory, options.directory().isPresent(), port, uiPort);
    try {
      temporal.launch();
      return temporal;
    } catch (RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  /** The one temporary instance of this JVM, for tests; started at first use, stopped at exit. */
  public static EmbeddedTemporal shared() {
    return Shared.INSTANCE;
  }

  /** Host and port for a client, as {@code 127.0.0.1:7233}. */
  public String address() {
    return LocalPorts.HOST + ":" + port;
  }

  public String namespace() {
    return "default";
  }

  public String uiUrl() {
    return "http://" + LocalPorts.HOST + ":" + uiPort;
  }

  /** The program the server runs from, for hints on how to use it. */
  public TemporalCli program() {
    return cli;
  }

  /**
   * Runs a command of the Temporal CLI against this server and returns what it printed on stdout.
   *
   * @throws EmbeddedServerException when the command fails; the message holds what it printed
   */
  public String cli(String... arguments) {
    List<String> command = new ArrayList<>(List.of(cli.path().toString()));
    command.addAll(List.of(arguments));
    try {
      Executables.Output output = Executables.run(command, cliEnvironment(), CLI_PATIENCE);
      if (!output.succeeded()) {
        throw new EmbeddedServerException(
            "temporal "
                + String.join(" ", arguments)
                + " against "
                + address()
                + " ended with "
                + output.oneLine());
      }
      return output.stdout();
    } catch (IOException e) {
      throw new EmbeddedServerException(
          "run temporal " + String.join(" ", arguments) + ": " + e.getMessage(), e);
    }
  }

  /** Stops the server in good order; its workflows stay for {@link #restart()} until close. */
  public synchronized void stop() {
    if (process != null && process.isAlive()) {
      process.stop(STOP_PATIENCE);
    }
  }

  /** Ends the server as a crash would (SIGKILL); its workflows stay for {@link #restart()}. */
  public synchronized void kill() {
    process.kill();
  }

  /** Stops the server if it runs and starts it again: same ports, same workflows. */
  public synchronized void restart() {
    stop();
    launch();
  }

  /** Stops the server and deletes its workflows if they were temporary. */
  @Override
  public synchronized void close() {
    try {
      stop();
    } finally {
      directory.close();
    }
  }

  /** The server's process id. */
  public synchronized long pid() {
    return process.pid();
  }

  private synchronized void launch() {
    Path log = directory.path().resolve("temporal.log");
    process = GuardedProcess.start("Temporal", command(), directory.path(), log);
    try {
      awaitServing();
    } catch (RuntimeException e) {
      process.kill();
      throw e;
    }
  }

  private List<String> command() {
    List<String> command = new ArrayList<>(List.of(cli.path().toString(), "server", "start-dev"));
    command.addAll(List.of("--ip", LocalPorts.HOST, "--port", "" + port, "--ui-port", "" + uiPort));
    command.addAll(List.of("--db-filename", directory.path().resolve("temporal.db").toString()));
    // WAL with NORMAL survives a power cut uncorrupted; OFF survives the crash of the server.
    command.addAll(List.of("--sqlite-pragma", "journal_mode=WAL"));
    command.addAll(List.of("--sqlite-pragma", "synchronous=" + (durable ? "NORMAL" : "OFF")));
    SEARCH_ATTRIBUTES.forEach(
        attribute -> command.addAll(List.of("--search-attribute", attribute)));
    command.addAll(List.of("--log-level", "error"));
    return command;
  }

  private void awaitServing() {
    long deadline = System.nanoTime() + START_PATIENCE.toNanos();
    while (!isServing()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new EmbeddedServerException(
            "Temporal ("
                + cli.path()
                + ") does not serve on "
                + address()
                + ": "
                + process.explain());
      }
      GuardedProcess.pause("Temporal");
    }
  }

  private boolean isServing() {
    if (!LocalPorts.answers(port) || !LocalPorts.answers(uiPort)) {
      return false;
    }
    try {
      List<String> health = List.of(cli.path().toString(), "operator", "cluster", "health");
      return Executables.run(health, cliEnvironment(), Duration.ofSeconds(20))
          .stdout()
          .contains("SERVING");
    } catch (IOException e) {
      throw new EmbeddedServerException(
          "ask Temporal on " + address() + " for its health: " + e.getMessage(), e);
    }
  }

  /**
   * Points the CLI to this server and keeps the profile from it that the user may have for another
   * one, in variables or in files below the home directory.
   */
  private Map<String, String> cliEnvironment() {
    return Map.of(
        "HOME", directory.path().toString(),
        "TEMPORAL_ADDRESS", address(),
        "TEMPORAL_NAMESPACE", namespace(),
        "TEMPORAL_CONFIG_FILE", "",
        "TEMPORAL_PROFILE", "",
        "TEMPORAL_API_KEY", "",
        "TEMPORAL_TLS", "false");
  }

  private static final class Shared {
    static final EmbeddedTemporal INSTANCE = startWithHook();

    private static EmbeddedTemporal startWithHook() {
      EmbeddedTemporal temporal = EmbeddedTemporal.start(TemporalOptions.temporary());
      Runtime.getRuntime().addShutdownHook(new Thread(temporal::close, "embedded-temporal-stop"));
      return temporal;
    }
  }
}
