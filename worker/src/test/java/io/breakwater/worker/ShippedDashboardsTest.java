package io.breakwater.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.activities.telemetry.Telemetry;
import io.breakwater.operation.OperationKind;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Alert rules and dashboard ask only for what a worker tells; what a gateway does, its tests hold.
 */
class ShippedDashboardsTest {
  private static final Path DOCKER = Path.of("..", "docker");
  private static final Pattern OURS = Pattern.compile("breakwater_(?!gateway_)[a-z_]+");
  private static final Object WATCHER = new Object();
  private static Set<String> served;

  /** Once: the gauges of a process belong to whoever registered them first. */
  @BeforeAll
  static void askAWorker() throws Exception {
    served = served();
  }

  @Test
  void alertRulesAskForMetricsThatExist() throws Exception {
    String rules = Files.readString(DOCKER.resolve("prometheus/alerts.yml"));

    Set<String> asked = namesIn(rules);

    assertThat(asked).hasSizeGreaterThan(4);
    assertThat(served).containsAll(asked);
  }

  @Test
  void dashboardAsksForMetricsThatExist() throws Exception {
    JsonNode dashboard =
        new ObjectMapper().readTree(DOCKER.resolve("grafana/dashboards/breakwater.json").toFile());

    Set<String> asked = new TreeSet<>();
    dashboard.findValuesAsText("expr").forEach(expression -> asked.addAll(namesIn(expression)));

    assertThat(asked).hasSizeGreaterThan(8);
    assertThat(served).containsAll(asked);
  }

  private static Set<String> namesIn(String text) {
    return new TreeSet<>(OURS.matcher(text).results().map(MatchResult::group).toList());
  }

  private static Set<String> served() throws Exception {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (MetricsEndpoint endpoint = MetricsEndpoint.start(anyPort)) {
      Telemetry.operationEnded("CLEANUP", "COMPLETED");
      Telemetry.stepAttempted("TakeSnapshot", "ok", Duration.ofSeconds(2));
      Telemetry.called("cloudstack", "listVolumes", "ok", Duration.ofMillis(40));
      Telemetry.watcher("CloudStack", WATCHER, any -> 1, any -> 0);
      new OperationGauges(() -> Map.of(OperationKind.CLEANUP, 1L), Set::of, Clock.systemUTC())
          .refresh();
      URI where = URI.create("http://127.0.0.1:" + endpoint.address().getPort() + "/metrics");
      return namesIn(
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(where).build(), HttpResponse.BodyHandlers.ofString())
              .body());
    }
  }
}
