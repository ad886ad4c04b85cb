package io.breakwater.e2e.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpTest {
  private static final String VM = "PhilB Test machine";
  private static final String CONTEXT = "ctx-PhilB Test machine-20251001-090000";
  private static final String CONTEXT_PATH = "/api/v1/vm-contexts/PhilB%20Test%20machine";

  @TempDir private Path temporary;
  private Path state;

  @BeforeEach
  void makeStateDirectory() throws IOException {
    state = Files.createDirectory(temporary.resolve("state"));
  }

  @Test
  void endsWithCtrlCAndFinishesAfterTheRestartWhatThatInterrupted() throws Exception {
    try (UpProcess up = UpProcess.start(state, Map.of()).awaitUp()) {
      submitTestFailover(up);
      await().until(() -> progress(up).contains("\"state\":\"RUNNING\",\"title\":\"Snapshot"));
      up.interrupt();
    }
    try (UpProcess again = UpProcess.start(state, Map.of()).awaitUp()) {
      awaitCompleted(again);
      assertIsShownByTheCli(again);
      assertThat(again.get(CONTEXT_PATH).body()).contains("\"failed_over_test\"");
      assertThat(again.post("/api/v1/failover/cleanup/PhilB%20Test%20machine").body())
          .contains("completed successfully");
      assertThat(again.get(CONTEXT_PATH).body()).contains("\"ready_for_failover\"");
      again.interrupt();
    }
  }

  private static void assertIsShownByTheCli(UpProcess up) throws IOException {
    assertThat(up.temporal("workflow", "list", "--query", "BreakwaterVm='" + VM + "'"))
        .contains("TestFailover", "Completed");
    assertThat(up.temporal("workflow", "metadata", "--workflow-id", "vm/" + CONTEXT))
        .contains("**Test failover** of **" + VM, "`done` Start the destination");
  }

  @Test
  void saysInOneLineThatItsPortIsTaken() throws Exception {
    try (ServerSocket taken =
            new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        UpProcess up =
            UpProcess.start(state, Map.of(), taken.getLocalPort(), UpProcess.freePort())) {
      assertThat(up.awaitEnd().output().strip())
          .isEqualTo(
              "breakwater: port "
                  + taken.getLocalPort()
                  + " on 127.0.0.1 is taken: end what listens there, or choose another with --port");
    }
  }

  static void submitTestFailover(UpProcess up) throws IOException {
    String input = "{\"operation\":\"TEST_FAILOVER\",\"vm\":\"" + VM + "\"}";
    assertThat(
            up.temporal(
                "workflow",
                "start",
                "--type",
                "Submit",
                "--task-queue",
                "breakwater",
                "--input",
                input))
        .contains("Submit");
  }

  static void awaitCompleted(UpProcess up) {
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(300))
        .until(() -> isDone(progress(up)));
  }

  /** Its steps have states as well. */
  private static boolean isDone(String progress) {
    String operation = progress.replaceFirst("(?s)\"steps\":.*", "");
    return operation.contains("\"percent\":100") && operation.contains("\"state\":\"DONE\"");
  }

  private static String progress(UpProcess up) throws IOException {
    return up.temporal("workflow", "query", "--type", "progress", "--workflow-id", "vm/" + CONTEXT);
  }
}
