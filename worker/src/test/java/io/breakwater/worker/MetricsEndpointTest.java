package io.breakwater.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.activities.telemetry.Telemetry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MetricsEndpointTest {
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private static String get(MetricsEndpoint endpoint, String path) throws Exception {
    URI where = URI.create("http://127.0.0.1:" + endpoint.address().getPort() + path);
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(where).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  @Test
  void showsWhatWasCountedAndTimed() throws Exception {
    try (MetricsEndpoint endpoint = MetricsEndpoint.start(ANY_PORT)) {
      Telemetry.operationEnded("CLEANUP", "COMPLETED");
      Telemetry.stepAttempted("TakeSnapshot", "ok", Duration.ofSeconds(2));
      Telemetry.called("cloudstack", "listVolumes", "unavailable", Duration.ofMillis(40));

      assertThat(get(endpoint, "/metrics"))
          .contains("breakwater_operations_ended_total{end=\"COMPLETED\",kind=\"CLEANUP\"} 1.0")
          .contains("breakwater_step_attempts_seconds_sum{result=\"ok\",step=\"TakeSnapshot\"} 2.0")
          .contains(
              "breakwater_calls_seconds_bucket{operation=\"listVolumes\",result=\"unavailable\","
                  + "system=\"cloudstack\",le=\"0.05\"} 1")
          .contains("breakwater_build_info{build=")
          .contains("jvm_memory_used_bytes");
    }
  }

  @Test
  void answersThatItIsAlive() throws Exception {
    try (MetricsEndpoint endpoint = MetricsEndpoint.start(ANY_PORT)) {
      assertThat(get(endpoint, "/health")).isEqualTo("ok\n");
    }
  }

  @Test
  void saysWhichVariableToChangeWhenItsPortIsTaken() throws Exception {
    try (MetricsEndpoint taken = MetricsEndpoint.start(ANY_PORT)) {
      assertThatThrownBy(() -> MetricsEndpoint.start(taken.address()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("BREAKWATER_METRICS");
    }
  }
}
