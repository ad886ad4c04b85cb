package io.breakwater.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.connection.TemporalConnection;
import io.breakwater.gateway.security.Role;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.simulator.embedded.EmbeddedTemporal;
import io.breakwater.vm.ContextId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class EventsTest {
  private final GatewayUnderTest gateway = GatewayUnderTest.shared();
  private final TemporalConnection temporal =
      TemporalConnection.to(EmbeddedTemporal.shared().address(), Duration.ofSeconds(5));

  /** With the usual patience: the shared one closes a silent connection before a beat comes. */
  private final Gateway patient =
      Gateway.start(
          GatewayConfig.local(gateway.database()).withSecurity(GatewayUnderTest.security()),
          temporal.client(),
          Clock.systemUTC());

  @AfterEach
  void stop() {
    patient.close();
    temporal.close();
  }

  @Test
  void tellsHowAnOperationStandsAndWhenThatChanges() throws Exception {
    ContextId vm = gateway.addVm("watched01");
    String id = start(vm);

    try (Listening events = listen("/api/v2/operations/" + id + "/events", null)) {
      String first = events.next("data: ");
      gateway.end(vm, End.COMPLETED);
      String ended = events.nextMatching("\"state\":\"SUCCEEDED\"");

      assertThat(first).contains("\"id\":\"" + id + "\"");
      assertThat(ended).contains("\"cancellable\":false");
    }
  }

  @Test
  void goesOnAfterWhatWasHeardLast() throws Exception {
    ContextId vm = gateway.addVm("watched02");
    String path = "/api/v2/operations/" + start(vm) + "/events";
    gateway.end(vm, End.COMPLETED);
    String last;
    try (Listening events = listen(path, null)) {
      events.nextMatching("\"state\":\"SUCCEEDED\"");
      last = events.lastId();
    }

    try (Listening again = listen(path, last)) {
      assertThat(again.hearsWithin(Duration.ofSeconds(3))).isFalse();
    }
  }

  @Test
  void saysThatTheListOfVmsChanged() throws Exception {
    try (Listening events = listen("/api/v2/events", null)) {
      events.next("event: vms");

      gateway.addVm("watched03");

      assertThat(events.next("event: vms")).isNotNull();
    }
  }

  @Test
  void knowsNoStreamOfAnOperationThatNeverWas() throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                request("/api/v2/operations/nobody/events", null),
                HttpResponse.BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("nobody");
  }

  @Test
  void saysWhichHeaderAStreamNeeds() {
    assertThat(gateway.get("/api/v2/events").status()).isEqualTo(406);
  }

  private String start(ContextId vm) {
    return gateway
        .post("/api/v2/operations", "{\"kind\":\"TEST_FAILOVER\",\"contextId\":\"" + vm + "\"}")
        .text("id");
  }

  private HttpRequest request(String path, String lastId) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(patient.url() + path))
            .header("Accept", "text/event-stream")
            .header("Authorization", "Bearer " + GatewayUnderTest.token(Role.VIEWER));
    return lastId == null ? request.build() : request.header("Last-Event-ID", lastId).build();
  }

  private Listening listen(String path, String lastId) throws Exception {
    return new Listening(
        HttpClient.newHttpClient()
            .send(request(path, lastId), HttpResponse.BodyHandlers.ofInputStream()));
  }

  /** An open stream. */
  private static final class Listening implements AutoCloseable {
    private final HttpResponse<java.io.InputStream> response;
    private final BufferedReader lines;
    private String lastId;

    private Listening(HttpResponse<java.io.InputStream> response) {
      this.response = response;
      this.lines =
          new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
      assertThat(response.statusCode()).isEqualTo(200);
    }

    String next(String prefix) throws IOException {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id: ")) {
          lastId = line.substring("id: ".length());
        }
        if (line.startsWith(prefix)) {
          return line;
        }
      }
      throw new AssertionError("the stream ended");
    }

    /** Also reads on to the end of the event, which has its id. */
    String nextMatching(String part) throws IOException {
      String line = next("data: ");
      while (!line.contains(part)) {
        line = next("data: ");
      }
      return line;
    }

    String lastId() {
      return lastId;
    }

    boolean hearsWithin(Duration time) throws Exception {
      long until = System.nanoTime() + time.toNanos();
      while (System.nanoTime() < until) {
        if (response.body().available() > 0 && lines.readLine().startsWith("data: ")) {
          return true;
        }
        Thread.onSpinWait();
      }
      return false;
    }

    @Override
    public void close() throws IOException {
      response.body().close();
    }
  }
}
