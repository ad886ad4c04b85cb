package io.breakwater.simulator.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class EmbeddedTemporalTest {
  @Test
  void keepsWorkflowsWhenItIsKilledAndStartedAgain() {
    try (EmbeddedTemporal temporal = EmbeddedTemporal.start(TemporalOptions.temporary())) {
      String address = temporal.address();
      temporal.cli(
          "workflow", "start", "--type", "Any", "--task-queue", "nobody", "--workflow-id", "kept");

      temporal.kill();
      temporal.restart();

      assertThat(temporal.cli("workflow", "describe", "--workflow-id", "kept", "-o", "json"))
          .contains("WORKFLOW_EXECUTION_STATUS_RUNNING");
      assertThat(temporal.address()).isEqualTo(address);
    }
  }

  @Test
  void knowsOurSearchAttributes() {
    assertThat(EmbeddedTemporal.shared().cli("operator", "search-attribute", "list"))
        .containsPattern("BreakwaterVm +Keyword")
        .containsPattern("BreakwaterOperation +Keyword")
        .containsPattern("BreakwaterPhase +Keyword")
        .containsPattern("BreakwaterNeedsOperator +Bool");
  }

  @Test
  void servesTheWebUi() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(EmbeddedTemporal.shared().uiUrl())).build();

    HttpResponse<String> page =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).containsIgnoringCase("<html");
  }

  @Test
  void leavesNoProcessWhenClosed() {
    EmbeddedTemporal temporal = EmbeddedTemporal.start(TemporalOptions.temporary());
    long pid = temporal.pid();

    temporal.close();

    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void saysWhatTheCliAnsweredWhenItFails() {
    assertThatThrownBy(
            () -> EmbeddedTemporal.shared().cli("workflow", "describe", "--workflow-id", "nowhere"))
        .isInstanceOf(EmbeddedServerException.class)
        .hasMessageContaining("not found")
        .hasMessageContaining(EmbeddedTemporal.shared().address());
  }

  @Test
  void saysInOneLineThatThePortIsTaken() throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    try (ServerSocket taken = new ServerSocket(0, 1, loopback)) {
      TemporalOptions options = TemporalOptions.temporary().withPorts(taken.getLocalPort(), 0);

      assertThatThrownBy(() -> EmbeddedTemporal.start(options))
          .isInstanceOf(EmbeddedServerException.class)
          .hasMessageContaining(
              "port " + taken.getLocalPort() + " for the Temporal server is taken");
    }
  }
}
