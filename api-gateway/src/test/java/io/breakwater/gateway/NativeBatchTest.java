package io.breakwater.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.gateway.GatewayUnderTest.Answer;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.vm.ContextId;
import java.time.Duration;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NativeBatchTest {
  private final GatewayUnderTest gateway = GatewayUnderTest.shared();

  @Test
  void recoversManyVmsAndShowsEach() {
    ContextId first = gateway.addVm("batch01");
    ContextId second = gateway.addVm("batch02");

    Answer started = start("drill", first, second);

    assertThat(started.status()).isEqualTo(202);
    String path = started.response().header("Location");
    Answer running =
        await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () -> gateway.get(path),
                shown -> shown.body().at("/items/1/operationId").isTextual());
    assertThat(running.text("items/0/state")).isEqualTo("RUNNING");
    StandInOperation.awaitRunning(gateway.stub(first));
    gateway.end(first, End.COMPLETED);
    gateway.end(second, End.CLEANUP_REQUIRED);
    Answer ended =
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> gateway.get(path), shown -> shown.text("state").equals("DONE"));
    assertThat(ended.body().get("completed").asInt()).isEqualTo(1);
    assertThat(ended.body().get("failed").asInt()).isEqualTo(1);
    assertThat(ended.text("items/1/state")).isEqualTo("CLEANUP_REQUIRED");
  }

  @Test
  void listsBatchesWithWhoStartedThem() {
    ContextId vm = gateway.addVm("batch04");
    String id = start("listed", vm).text("id");

    Answer listed =
        await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () -> gateway.get("/api/v2/batches"),
                shown -> shown.body().toString().contains(id));

    JsonNode batch =
        StreamSupport.stream(listed.body().get("items").spliterator(), false)
            .filter(each -> each.get("id").asText().equals(id))
            .findFirst()
            .orElseThrow();
    assertThat(batch.get("kind").asText()).isEqualTo("RECOVERY");
    assertThat(batch.get("state").asText()).isEqualTo("RUNNING");
    assertThat(batch.get("startedBy").asText()).isNotEmpty();
    StandInOperation.awaitRunning(gateway.stub(vm));
    gateway.end(vm, End.COMPLETED);
  }

  @Test
  void startsABatchOnceForAKey() {
    ContextId vm = gateway.addVm("batch03");

    String first = start("same key", vm).text("id");
    String again = start("same key", vm).text("id");

    assertThat(again).isEqualTo(first);
    gateway.end(vm, End.COMPLETED);
  }

  @Test
  void saysWhyNothingWasStarted() {
    Answer started =
        gateway.post("/api/v2/batches", "{\"kind\":\"RECOVERY\",\"contextIds\":[\"nobody\"]}");

    Answer ended =
        await()
            .until(
                () -> gateway.get("/api/v2/batches/" + started.text("id")),
                shown -> shown.text("state").equals("DONE"));
    assertThat(ended.text("summary")).contains("nobody");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"kind\":\"RECOVERY\"}",
        "{\"kind\":\"RECOVERY\",\"contextIds\":[\"a\"],\"filter\":{}}",
        "{\"kind\":\"RECOVERY\",\"contextIds\":\"a\"}",
        "{\"kind\":\"RECOVERY\",\"contextIds\":[\"a\"],\"concurrency\":0}",
        "{\"kind\":\"RECOVERY\",\"contextIds\":[\"a\"],\"options\":{\"foo\":1}}",
      })
  void refusesWhatItCannotRead(String body) {
    assertThat(gateway.post("/api/v2/batches", body).status()).isEqualTo(400);
  }

  private Answer start(String key, ContextId... vms) {
    String ids =
        String.join("\",\"", java.util.stream.Stream.of(vms).map(ContextId::value).toList());
    return gateway.call(
        gateway
            .posting("/api/v2/batches", "{\"kind\":\"RECOVERY\",\"contextIds\":[\"" + ids + "\"]}")
            .header("Idempotency-Key", key + vms[0])
            .build());
  }
}
