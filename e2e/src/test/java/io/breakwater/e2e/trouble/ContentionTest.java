package io.breakwater.e2e.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.e2e.world.JavaProcess;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.simulator.site.ProtectedContext;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several want the same VM at the same moment. */
class ContentionTest {
  private static final Pattern LISTENING = Pattern.compile("listening on (http://\\S+)");

  private final TroubleWorld world = TroubleWorld.shared();

  @AfterEach
  void calm() {
    world.calm();
  }

  @Test
  void letsOneOfTwoOperationsWin() {
    ProtectedContext vm = world.windowsVm("wanted", 2);

    List<CompletableFuture<Run>> starts =
        Stream.of(OperationKind.TEST_FAILOVER, OperationKind.TEST_FAILOVER)
            .map(
                kind ->
                    CompletableFuture.supplyAsync(
                        () -> startOrNull(kind, vm), task -> new Thread(task).start()))
            .toList();
    List<Run> started =
        starts.stream().map(CompletableFuture::join).filter(run -> run != null).toList();

    assertThat(started).hasSize(1);
    assertThat(started.get(0).end().end()).isEqualTo(End.COMPLETED);
    world.judge().assertFailedOver(vm);
    cleanUp(vm);
  }

  @Test
  void answersAllButOneOfTheRequestsWithConflict() throws Exception {
    ProtectedContext vm = world.windowsVm("pressed", 2);
    try (JavaProcess gateway = world.world().startGateway()) {
      HttpRequest press =
          HttpRequest.newBuilder(URI.create(urlOf(gateway) + "/api/v1/failover/test"))
              .header("Content-Type", "application/json")
              .header("Authorization", "Bearer " + world.world().gatewayAccess().admin())
              .POST(HttpRequest.BodyPublishers.ofString("{\"vm_name\":\"" + vm.vmName() + "\"}"))
              .build();
      HttpClient client = HttpClient.newHttpClient();

      List<CompletableFuture<HttpResponse<String>>> answers =
          Stream.generate(() -> client.sendAsync(press, HttpResponse.BodyHandlers.ofString()))
              .limit(4)
              .toList();

      List<Integer> statuses = answers.stream().map(a -> a.join().statusCode()).toList();
      assertThat(statuses).filteredOn(status -> status == 409).hasSize(3);
      assertThat(statuses).filteredOn(status -> status / 100 == 2).hasSize(1);
    }
    Run run = world.operations().latest(OperationKind.TEST_FAILOVER, vm);
    assertThat(run.end().end()).isEqualTo(End.COMPLETED);
    world.judge().assertFailedOver(vm);
    cleanUp(vm);
  }

  private Run startOrNull(OperationKind kind, ProtectedContext vm) {
    try {
      return world.operations().start(kind, vm);
    } catch (WorkflowExecutionAlreadyStarted taken) {
      return null;
    }
  }

  private void cleanUp(ProtectedContext vm) {
    assertThat(world.operations().cleanup(vm).end().end()).isEqualTo(End.COMPLETED);
    world.judge().assertReady(vm);
  }

  private static String urlOf(JavaProcess gateway) throws IOException {
    Matcher line = LISTENING.matcher(Files.readString(gateway.log()));
    assertThat(line.find()).isTrue();
    return line.group(1);
  }
}
