package io.breakwater.e2e.observed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.e2e.observed.OtlpReceiver.Seen;
import io.breakwater.e2e.world.GivenParts;
import io.breakwater.e2e.world.JavaProcess;
import io.breakwater.e2e.world.World;
import io.breakwater.e2e.world.WorldOptions;
import io.breakwater.e2e.world.WorldOptions.Ports;
import io.breakwater.simulator.cloud.Hold;
import io.breakwater.simulator.embedded.LocalPorts;
import io.breakwater.simulator.site.ProtectedContext;
import io.breakwater.simulator.site.ProtectedVm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole Breakwater, looked at from outside. */
class ObservedTest {
  private static final Path DIRECTORY = Path.of("target", "observed").toAbsolutePath();
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String CALLER = "b7ad6b7169203331";
  private static final String KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

  @TempDir static Path keys;

  private static final OtlpReceiver COLLECTOR = OtlpReceiver.start();
  private static final Map<String, String> TRACED =
      Map.of("BREAKWATER_TRACES_ENDPOINT", COLLECTOR.url());
  private static final int PORT = LocalPorts.free();
  private static World world;
  private static JavaProcess worker;

  @BeforeAll
  static void start() {
    world =
        World.start(
            new WorldOptions(
                DIRECTORY,
                false,
                0.05,
                Duration.ofSeconds(8),
                new Ports(PORT, 0, 0, 0, 0, 0, 0, 0, 0),
                Map.of("BREAKWATER_WATCH_TICK", "PT0.1S", "BREAKWATER_HEARTBEAT", "PT5S"),
                GivenParts.none()));
    worker = world.startWorker("worker", TRACED);
    world.startGateway(TRACED);
  }

  @AfterAll
  static void stop() {
    world.close();
    COLLECTOR.close();
  }

  @Test
  void leadsFromTheRequestToCloudStackInOneTrace() throws Exception {
    failOverTraced();

    Seen call = spanOf("breakwater-worker", "cloudstack createSnapshot").orElseThrow();
    assertThat(wayUp(call))
        .containsExactly(
            "cloudstack createSnapshot",
            "TakeSnapshot",
            "TestFailover",
            "start TestFailover",
            "POST /api/v2/operations");
    assertThat(COLLECTOR.of(TRACE))
        .extracting(Seen::name)
        .contains("volume-daemon POST /api/v1/volumes/{id}/attach-root");
    assertThat(COLLECTOR.all().toString())
        .doesNotContainIgnoringCase("signature", "apikey", "password");
    assertThat(Files.readAllLines(worker.log()))
        .anyMatch(line -> line.matches(".* traced take-snapshot/\\S+ 1 [0-9a-f-]{36}] .*"));
  }

  /** Returns when every process has sent its spans. */
  private static void failOverTraced() throws IOException, InterruptedException {
    world.site().protect(ProtectedVm.named("traced").disks(10));
    post("{\"kind\":\"TEST_FAILOVER\",\"vmName\":\"traced\",\"reason\":\"drill\"}");
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                spanOf("breakwater-worker", "TestFailover").isPresent()
                    && spanOf("breakwater-gateway", "POST /api/v2/operations").isPresent());
  }

  @Test
  void goesOnEncryptedWithWhatBeganAsPlainText() throws IOException {
    ProtectedContext vm = world.site().protect(ProtectedVm.named("sealed").disks(10));
    Hold start =
        world
            .simulator()
            .cloud()
            .hold(Hold.At.JOB, call -> call.command().equals("startVirtualMachine"));
    try {
      startPlain(vm);
      await().atMost(PATIENCE).until(() -> start.caught() > 0);
      worker.kill();
      worker = world.startWorker("sealing", Map.of("BREAKWATER_CODEC_KEYS", keyFile()));
    } finally {
      start.release();
    }

    assertThat(temporal("workflow", "result", "--workflow-id", "vm/" + vm.contextId()))
        .doesNotContain("sealed-test");
    assertThat(temporal("workflow", "list", "--query", "BreakwaterVm='sealed'"))
        .contains("vm/" + vm.contextId(), "Completed");
    worker.close();
    worker = world.startWorker("worker-again", TRACED);
  }

  private static String keyFile() throws IOException {
    return Files.writeString(keys.resolve("keys"), "2026 " + KEY + "\n").toString();
  }

  private static void startPlain(ProtectedContext vm) {
    temporal(
        "workflow",
        "start",
        "--type",
        "TestFailover",
        "--workflow-id",
        "vm/" + vm.contextId(),
        "--task-queue",
        "breakwater",
        "--input",
        "{\"contextId\":\"" + vm.contextId() + "\"}");
  }

  private static String temporal(String... arguments) {
    return world.temporal().cli(arguments);
  }

  private static Optional<Seen> spanOf(String service, String name) {
    return COLLECTOR.of(TRACE).stream()
        .filter(seen -> seen.service().equals(service) && seen.name().equals(name))
        .findFirst();
  }

  /** Names of spans, up to the one that the caller named as its own. */
  private static List<String> wayUp(Seen from) {
    List<String> names = new ArrayList<>();
    Optional<Seen> span = Optional.of(from);
    while (span.isPresent()) {
      names.add(span.get().name());
      if (span.get().parent().equals(CALLER)) {
        return names;
      }
      span = COLLECTOR.byId(span.get().parent());
    }
    names.add("(lost)");
    return names;
  }

  private static void post(String body) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + PORT + "/api/v2/operations"))
                    .header("Authorization", "Bearer " + world.gatewayAccess().admin())
                    .header("Content-Type", "application/json")
                    .header("traceparent", "00-" + TRACE + "-" + CALLER + "-01")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
  }
}
