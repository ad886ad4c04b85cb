package io.breakwater.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.connection.TemporalConnection;
import io.breakwater.gateway.metrics.MetricsListener;
import java.io.IOException;
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
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The gateway's meters, and that alert rules and dashboard ask for no others of it. */
class GatewayMetricsTest {
  private static final Path DOCKER = Path.of("..", "docker");
  private static final Pattern OURS = Pattern.compile("breakwater_gateway_[a-z_]+");
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final TemporalConnection nowhere =
      TemporalConnection.to("127.0.0.1:9", Duration.ofMillis(200));
  private MetricsListener metrics;
  private Gateway gateway;

  @BeforeEach
  void start() throws IOException {
    metrics = MetricsListener.start(ANY_PORT);
    gateway =
        Gateway.start(
            GatewayConfig.local(GatewayUnderTest.shared().database())
                .withSecurity(GatewayUnderTest.security()),
            nowhere.client(),
            Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    gateway.close();
    metrics.close();
    nowhere.close();
  }

  @Test
  void countsRequestsByRouteAndStatusAndRefusedSignIns() throws Exception {
    get(gateway.url() + "/api/v2/operations/no-such-id");
    get(gateway.url() + "/made-up/" + System.nanoTime());

    await()
        .untilAsserted(
            () ->
                assertThat(scrape())
                    .containsPattern(
                        "breakwater_gateway_requests_seconds_count\\{method=\"GET\","
                            + "route=\"[^\"]+\",status=\"401\"} [1-9]")
                    .containsPattern("breakwater_gateway_signins_refused_total [1-9]")
                    .contains("breakwater_gateway_streams ")
                    .contains("breakwater_build_info{build=")
                    .doesNotContain("no-such-id", "made-up"));
  }

  @Test
  void servesWhatAlertsAndDashboardAskFor() throws Exception {
    get(gateway.url() + "/api/v2/me");
    Set<String> asked = namesIn(Files.readString(DOCKER.resolve("prometheus/alerts.yml")));
    new ObjectMapper()
        .readTree(DOCKER.resolve("grafana/dashboards/breakwater.json").toFile())
        .findValuesAsText("expr")
        .forEach(expression -> asked.addAll(namesIn(expression)));

    assertThat(asked).hasSizeGreaterThan(3);
    await().untilAsserted(() -> assertThat(namesIn(scrape())).containsAll(asked));
  }

  private static Set<String> namesIn(String text) {
    return new TreeSet<>(OURS.matcher(text).results().map(MatchResult::group).toList());
  }

  private String scrape() throws Exception {
    return get("http://127.0.0.1:" + metrics.address().getPort() + "/metrics");
  }

  private static String get(String url) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
