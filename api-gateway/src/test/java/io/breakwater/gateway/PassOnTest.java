package io.breakwater.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.breakwater.connection.TemporalConnection;
import io.breakwater.gateway.GatewayConfig.Oma;
import io.breakwater.gateway.security.Role;
import io.breakwater.simulator.embedded.EmbeddedTemporal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PassOnTest {
  private HttpServer oma;
  private TemporalConnection temporal;
  private Gateway gateway;

  @BeforeEach
  void start() throws IOException {
    oma = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    oma.createContext(
        "/",
        exchange -> {
          String said =
              "%s %s %s %s"
                  .formatted(
                      exchange.getRequestMethod(),
                      exchange.getRequestURI(),
                      exchange.getRequestHeaders().getFirst("Authorization"),
                      new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          byte[] answer = said.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "text/x-oma");
          exchange.sendResponseHeaders(201, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    oma.start();
    temporal = TemporalConnection.to(EmbeddedTemporal.shared().address(), Duration.ofSeconds(5));
    gateway = gateway("http://127.0.0.1:" + oma.getAddress().getPort());
  }

  @AfterEach
  void stop() {
    gateway.close();
    temporal.close();
    oma.stop(0);
  }

  private Gateway gateway(String url) {
    GatewayConfig config =
        GatewayConfig.local(GatewayUnderTest.shared().database())
            .withSecurity(GatewayUnderTest.security())
            .withOma(new Oma(url, "oma-token"));
    return Gateway.start(config, temporal.client(), Clock.systemUTC());
  }

  @Test
  void passesOnWhatIsNotKnownHere() throws Exception {
    HttpResponse<String> answer = send("POST", "/api/v1/replications?x=%2F", "{}", Role.ADMIN);

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/x-oma");
    assertThat(answer.body()).isEqualTo("POST /api/v1/replications?x=%2F Bearer oma-token {}");
  }

  @Test
  void keepsWhatIsItsOwn() throws Exception {
    HttpResponse<String> answer = send("GET", "/api/v1/vm-contexts", null, Role.VIEWER);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("vm_contexts");
  }

  @Test
  void letsOnlyAdministratorsChangeThings() throws Exception {
    assertThat(send("GET", "/api/v1/settings", null, Role.VIEWER).statusCode()).isEqualTo(201);
    assertThat(send("DELETE", "/api/v1/settings", null, Role.OPERATOR).statusCode()).isEqualTo(403);
  }

  @Test
  void saysThatTheOldApplianceIsAway() throws Exception {
    oma.stop(0);

    HttpResponse<String> answer = send("GET", "/api/v1/settings", null, Role.VIEWER);

    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.body()).contains("old appliance");
  }

  private HttpResponse<String> send(String method, String path, String body, Role role)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(gateway.url() + path))
            .header("Authorization", "Bearer " + GatewayUnderTest.token(role))
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }
}
