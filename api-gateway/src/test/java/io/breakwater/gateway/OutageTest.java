package io.breakwater.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.connection.TemporalConnection;
import io.breakwater.gateway.security.Role;
import io.breakwater.inventory.DatabaseConfig;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.operation.Queues;
import io.breakwater.simulator.embedded.EmbeddedTemporal;
import io.breakwater.simulator.embedded.TemporalOptions;
import io.breakwater.vm.ContextId;
import io.temporal.client.WorkflowStub;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OutageTest {
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private final GatewayUnderTest shared = GatewayUnderTest.shared();

  @Test
  void saysThatTemporalIsAway() throws Exception {
    ContextId vm = shared.addVm("outage01");
    String nobody = "127.0.0.1:" + closedPort();
    try (TemporalConnection away = TemporalConnection.to(nobody, PATIENCE);
        Gateway gateway = gateway(shared.database(), away)) {
      for (HttpResponse<String> answer :
          new Answers(gateway)
              .of(
                  post("/api/v1/failover/test", "{\"vm_name\":\"outage01\"}"),
                  post("/api/v1/failover/cleanup/outage01", ""),
                  get("/api/v1/failover/" + vm + "/status"))) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(json(answer).get("success").asBoolean()).isFalse();
        assertThat(json(answer).get("error").asText())
            .startsWith("service_not_available: Temporal at " + nobody);
      }
    }
  }

  @Test
  void saysThatTheDatabaseIsAway() throws Exception {
    String url = "jdbc:mysql://127.0.0.1:" + closedPort() + "/oma";
    DatabaseConfig nobody = new DatabaseConfig(url, "oma", "secret", 1);
    try (TemporalConnection temporal =
            TemporalConnection.to(EmbeddedTemporal.shared().address(), PATIENCE);
        Gateway gateway = gateway(nobody, temporal)) {
      for (HttpResponse<String> answer :
          new Answers(gateway)
              .of(
                  post("/api/v1/failover/test", "{\"vm_name\":\"outage02\"}"),
                  get("/api/v1/vm-contexts"))) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(json(answer).get("message").asText()).contains("database");
        assertThat(answer.body()).contains("service_not_available").doesNotContain("secret");
      }
    }
  }

  @Test
  void isUnhealthyWhileSomethingIsAway() throws Exception {
    String nobody = "127.0.0.1:" + closedPort();
    try (TemporalConnection away = TemporalConnection.to(nobody, PATIENCE);
        Gateway gateway = gateway(shared.database(), away)) {
      HttpResponse<String> answer = new Answers(gateway).of(get("/health")).get(0);

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(json(answer).get("status").asText()).isEqualTo("unhealthy");
      assertThat(json(answer).get("database").asText()).isEqualTo("connected");
      assertThat(json(answer).get("temporal").asText()).startsWith("disconnected");
    }
  }

  @Test
  void waitsForACleanupAcrossACrashOfTemporal() throws Exception {
    ContextId vm = shared.addVm("outage03");
    try (EmbeddedTemporal server = EmbeddedTemporal.start(TemporalOptions.temporary());
        TemporalConnection temporal = TemporalConnection.to(server.address(), PATIENCE);
        Gateway gateway = gateway(shared.database(), temporal)) {
      WorkerFactory workers = standIns(temporal);
      CompletableFuture<HttpResponse<String>> cleanup =
          new Answers(gateway).later(post("/api/v1/failover/cleanup/outage03", ""));
      WorkflowStub operation = temporal.client().newUntypedWorkflowStub(Queues.workflowId(vm));
      StandInOperation.awaitRunning(operation);

      server.kill();
      server.restart();
      operation.signal("end", End.COMPLETED);

      assertThat(cleanup.join().statusCode()).isEqualTo(200);
      workers.shutdownNow();
    }
  }

  @Test
  void tellsWhoWaitsThatTheGatewayStopsAndTheCleanupDoesNot() throws Exception {
    ContextId vm = shared.addVm("outage04");
    try (TemporalConnection temporal =
        TemporalConnection.to(EmbeddedTemporal.shared().address(), PATIENCE)) {
      Gateway gateway = gateway(shared.database(), temporal);
      CompletableFuture<HttpResponse<String>> cleanup =
          new Answers(gateway).later(post("/api/v1/failover/cleanup/outage04", ""));
      StandInOperation.awaitRunning(shared.stub(vm));

      gateway.close();

      assertThat(cleanup.join().statusCode()).isEqualTo(503);
      assertThat(json(cleanup.join()).get("job_id").asText())
          .startsWith("rollback-test-failover-outage04-");
      assertThat(json(cleanup.join()).get("error").asText()).contains("goes on by itself");
      StandInOperation.awaitRunning(shared.stub(vm));
    }
  }

  private static WorkerFactory standIns(TemporalConnection temporal) {
    WorkerFactory workers = WorkerFactory.newInstance(temporal.client());
    workers
        .newWorker(Queues.MAIN)
        .registerWorkflowImplementationTypes(StandInOperation.CleanupTest.class);
    workers.start();
    return workers;
  }

  private static Gateway gateway(DatabaseConfig database, TemporalConnection temporal) {
    GatewayConfig config = GatewayConfig.local(database).withSecurity(GatewayUnderTest.security());
    return Gateway.start(config, temporal.client(), Clock.systemUTC());
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    return new ObjectMapper().readTree(answer.body());
  }

  private static HttpRequest.Builder get(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost" + path))
        .header("Authorization", "Bearer " + GatewayUnderTest.token(Role.OPERATOR));
  }

  private static HttpRequest.Builder post(String path, String body) {
    return get(path).POST(HttpRequest.BodyPublishers.ofString(body));
  }

  /** Calls of one gateway. */
  private record Answers(Gateway gateway) {
    CompletableFuture<HttpResponse<String>> later(HttpRequest.Builder request) {
      String path = request.build().uri().getRawPath();
      return HttpClient.newHttpClient()
          .sendAsync(
              request.uri(URI.create(gateway.url() + path)).build(), BodyHandlers.ofString());
    }

    List<HttpResponse<String>> of(HttpRequest.Builder... requests) {
      return Stream.of(requests).map(request -> later(request).join()).toList();
    }
  }
}
