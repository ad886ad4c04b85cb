package io.breakwater.simulator.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardedProcessTest {
  @TempDir private Path folder;

  @Test
  void endsWithItsJvmEvenWhenThatIsKilled() throws IOException {
    Process jvm = jvmThatStarts("echo ready; exec sleep 600");
    ProcessHandle server = ProcessHandle.of(pidPrintedBy(jvm)).orElseThrow();

    jvm.destroyForcibly();

    await().atMost(Duration.ofSeconds(10)).until(() -> !isRunning(server));
  }

  @Test
  void isKilledWithItsJvmEvenWhenItIgnoresTheRequestToEnd() throws IOException {
    Process jvm = jvmThatStarts("trap '' TERM; echo ready; while :; do sleep 1; done");
    ProcessHandle server = ProcessHandle.of(pidPrintedBy(jvm)).orElseThrow();

    jvm.destroyForcibly();

    await().atMost(Duration.ofSeconds(30)).until(() -> !isRunning(server));
  }

  @Test
  void stopsAtRequestAndLeavesNoWatchdogBehind() {
    GuardedProcess process = start("echo ready; exec sleep 600");
    awaitReady(folder);
    List<ProcessHandle> watchdog =
        ProcessHandle.of(process.pid()).orElseThrow().descendants().toList();

    process.stop(Duration.ofSeconds(5));

    assertThat(process.isAlive()).isFalse();
    assertThat(watchdog).isNotEmpty();
    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> watchdog.stream().noneMatch(ProcessHandle::isAlive));
  }

  @Test
  void explainsWhyItEndedWithTheLastLinesOfItsLog() {
    GuardedProcess process = start("echo starting; echo '[ERROR] no space left'; exit 3");

    await().atMost(Duration.ofSeconds(5)).until(() -> !process.isAlive());

    assertThat(process.explain())
        .contains("ended with status 3")
        .contains("ends: [ERROR] no space left");
  }

  private GuardedProcess start(String script) {
    return GuardedProcess.start(
        "a server", List.of("/bin/sh", "-c", script), folder, folder.resolve("log"));
  }

  private static void awaitReady(Path folder) {
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> Files.readString(folder.resolve("log")).contains("ready"));
  }

  private Process jvmThatStarts(String script) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return new ProcessBuilder(
            java.toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Starter.class.getName(),
            script,
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static long pidPrintedBy(Process jvm) throws IOException {
    BufferedReader out =
        new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8));
    return Long.parseLong(out.readLine());
  }

  /** Gone, or a zombie that only waits for an init process to collect it. */
  private static boolean isRunning(ProcessHandle process) {
    return process.isAlive() && process.info().command().isPresent();
  }

  /** The main class of the JVM that is killed. */
  static final class Starter {
    private Starter() {}

    public static void main(String[] arguments) throws InterruptedException {
      Path folder = Path.of(arguments[1]);
      List<String> command = List.of("/bin/sh", "-c", arguments[0]);
      GuardedProcess process =
          GuardedProcess.start("a server", command, folder, folder.resolve("log"));
      awaitReady(folder);
      System.out.println(process.pid());
      Thread.sleep(Duration.ofMinutes(5).toMillis());
    }
  }
}
