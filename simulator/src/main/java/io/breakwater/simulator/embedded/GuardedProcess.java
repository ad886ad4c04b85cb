package io.breakwater.simulator.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A server process that cannot outlive this JVM. It is started through {@code sh}, which leaves a
 * watchdog behind that reads our end of a pipe: the kernel closes it however this JVM ends, and the
 * watchdog then ends the server (SIGTERM, SIGKILL five seconds later). The shell replaces itself by
 * the server, so that pid, exit status and signals are the server's own; {@code setsid} keeps a
 * Ctrl-C meant for us away from it, so that we decide in which order things stop.
 */
public final class GuardedProcess {
  private static final String GUARD =
      """
      exec 3<&0
      (
        trap '' HUP INT TERM
        cat <&3 >/dev/null
        kill -TERM $$ || exit 0
        n=0
        while kill -0 $$ && [ $n -lt 50 ]; do sleep 0.1; n=$((n+1)); done
        kill -KILL $$
        kill -KILL -- -$$
      ) >/dev/null 2>&1 &
      exec 3<&-
      if command -v setsid >/dev/null 2>&1; then exec setsid "$@" </dev/null; fi
      exec "$@" </dev/null
      """;
  private static final int TAIL_LINES = 4;

  private final String name;
  private final Path log;
  private final Process process;

  private GuardedProcess(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
  }

  /** Starts the command in the directory; its output is appended to the log file. */
  static GuardedProcess start(String name, List<String> command, Path directory, Path log) {
    return start(name, command, Map.of(), directory, log);
  }

  /** The same with variables added to the environment; an empty one is taken out of it. */
  public static GuardedProcess start(
      String name,
      List<String> command,
      Map<String, String> environment,
      Path directory,
      Path log) {
    List<String> guarded = new ArrayList<>(List.of("/bin/sh", "-c", GUARD, "sh"));
    guarded.addAll(command);
    try {
      ProcessBuilder builder =
          new ProcessBuilder(guarded)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      builder.environment().putAll(environment);
      builder.environment().values().removeIf(String::isEmpty);
      Process process = builder.start();
      return new GuardedProcess(name, log, process);
    } catch (IOException e) {
      throw new EmbeddedServerException(
          "start " + name + " with " + command.get(0) + ": " + e.getMessage(), e);
    }
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Asks the process to end, waits, and kills it when it does not end within the patience. */
  public void stop(Duration patience) {
    process.destroy();
    if (!awaitEnd(patience)) {
      kill();
    }
  }

  /** Ends the process as a power cut would (SIGKILL) and waits until it is gone. */
  public void kill() {
    process.destroyForcibly();
    if (!awaitEnd(Duration.ofSeconds(10))) {
      throw new EmbeddedServerException(
          name + " (pid " + pid() + ") is still there 10 s after SIGKILL");
    }
  }

  /** Why the process ended or is silent: its exit status and the last lines of its log. */
  public String explain() {
    String state = process.isAlive() ? "still running" : "ended with status " + process.exitValue();
    return state + "; log " + log + " ends: " + String.join(" | ", tail());
  }

  /** The wait between two looks whether a starting server answers. */
  static void pause(String name) {
    try {
      Thread.sleep(25);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedServerException(
          "interrupted while " + name + " was starting; it was killed", e);
    }
  }

  private List<String> tail() {
    try {
      String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
      List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
      List<String> errors = lines.stream().filter(line -> line.contains("[ERROR]")).toList();
      List<String> telling = errors.isEmpty() ? lines : errors;
      return telling.subList(Math.max(0, telling.size() - TAIL_LINES), telling.size());
    } catch (IOException e) {
      throw new UncheckedIOException("read " + log, e);
    }
  }

  private boolean awaitEnd(Duration patience) {
    try {
      return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      throw new EmbeddedServerException(
          "interrupted while " + name + " was ending; it was killed", e);
    }
  }
}
