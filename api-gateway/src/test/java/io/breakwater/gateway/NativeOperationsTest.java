package io.breakwater.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.gateway.GatewayUnderTest.Answer;
import io.breakwater.operation.OperationRequest;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.vm.ContextId;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NativeOperationsTest {
  private static final String OPERATIONS = "/api/v2/operations";
  private final GatewayUnderTest gateway = GatewayUnderTest.shared();

  @Test
  void startsAndShowsAnOperation() {
    ContextId vm = gateway.addVm("native01");

    Answer answer = start(vm, "\"reason\":\"drill\",\"testDuration\":\"2h\"");

    assertThat(answer.status()).isEqualTo(202);
    String id = answer.text("id");
    assertThat(answer.response().header("Location")).isEqualTo(OPERATIONS + "/" + id);
    assertThat(answer.text("state")).isIn("RUNNING", "AWAITING_OPERATOR");
    assertThat(answer.text("vm")).isEqualTo("native01");
    assertThat(answer.text("reason")).isEqualTo("drill");
    OperationRequest request = gateway.requestOf(vm);
    assertThat(request.testDuration()).isEqualTo("2h");
    assertThat(request.reason()).isEqualTo("drill");
    assertThat(gateway.get(OPERATIONS + "/" + id).text("title")).isEqualTo("Test failover");
  }

  @Test
  void handsOverHowUrgentItIs() {
    ContextId urgent = gateway.addVm("native-urgent");
    ContextId usual = gateway.addVm("native-usual");

    start(urgent, "\"priority\":9");
    start(usual, "\"skipVirtio\":false");

    assertThat(gateway.requestOf(urgent).priority()).isEqualTo(9);
    assertThat(gateway.requestOf(usual).priority()).isEqualTo(OperationRequest.USUAL_PRIORITY);
  }

  @Test
  void findsTheOperationThatTheSameKeyStarted() {
    ContextId vm = gateway.addVm("native02");
    String key = UUID.randomUUID().toString();

    String first = startWith(key, vm, "").text("id");
    gateway.end(vm, End.COMPLETED);
    awaitEnd(vm);
    Answer again = startWith(key, vm, "");

    assertThat(again.status()).isEqualTo(202);
    assertThat(again.text("id")).isEqualTo(first);
  }

  @Test
  void refusesAKeyThatCameWithAnotherRequest() {
    ContextId vm = gateway.addVm("native03");
    String key = UUID.randomUUID().toString();
    startWith(key, vm, "");

    Answer other = startWith(key, vm, ",\"skipVirtio\":true");

    assertThat(other.status()).isEqualTo(422);
    assertThat(other.body().get("actionable")).isNotEmpty();
  }

  @Test
  void findsWhatAGatewayStartedThatDiedBeforeItCouldNoteIt() {
    ContextId vm = gateway.addVm("native04");
    String key = UUID.randomUUID().toString();
    String first = startWith(key, vm, "").text("id");
    gateway.sql("UPDATE breakwater_starts SET run_id = NULL WHERE context_id = ?", vm.value());

    assertThat(startWith(key, vm, "").text("id")).isEqualTo(first);
  }

  @Test
  void tellsWhatIsInTheWay() {
    ContextId vm = gateway.addVm("native05");
    start(vm, "\"skipVirtio\":false");

    Answer answer = start(vm, "\"skipVirtio\":true");

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.text("runningOperation")).isEqualTo("vm/" + vm);
    assertThat(answer.body().get("actionable")).hasSize(2);
  }

  @Test
  void usesAKeyAgainWhenNothingWasStarted() {
    ContextId vm = gateway.addVm("native06");
    start(vm, "\"skipVirtio\":false");
    String key = UUID.randomUUID().toString();
    assertThat(startWith(key, vm, "").status()).isEqualTo(409);
    gateway.end(vm, End.COMPLETED);
    awaitEnd(vm);

    assertThat(startWith(key, vm, "").status()).isEqualTo(202);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"kind\":\"TEST_FAILOVER\"}",
        "{\"kind\":\"SIDEWAYS\",\"vmName\":\"x\"}",
        "{\"kind\":\"COMMIT\",\"vmName\":\"x\",\"confirmDiscrad\":true}",
        "{\"kind\":\"COMMIT\",\"vmName\":\"x\",\"unplanned\":true}",
        "{\"kind\":\"CLEANUP\",\"vmName\":\"x\",\"priority\":10}",
        "{\"kind\":\"LIVE_FAILOVER\",\"vmName\":\"x\",\"unplanned\":true}",
        "{\"kind\":\"TEST_FAILOVER\",\"vmName\":\"x\",\"testDuration\":\"soon\"}",
        "{\"kind\":\"TEST_FAILOVER\",\"vmName\":\"x\",\"checks\":[{\"kind\":\"PING\"}]}",
        "not json",
      })
  void refusesWhatItCannotRead(String body) {
    Answer answer = gateway.post(OPERATIONS, body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().get("errors")).isNotEmpty();
  }

  @Test
  void asksForConsentBeforeItDiscardsLiveData() {
    ContextId vm = gateway.addVm("native07");
    gateway.sql(
        "UPDATE vm_replication_contexts SET current_status = 'failed_over_live'"
            + " WHERE context_id = ?",
        vm.value());

    Answer refused =
        gateway.post(OPERATIONS, "{\"kind\":\"ROLLBACK\",\"contextId\":\"" + vm + "\"}");
    Answer agreed =
        gateway.post(
            OPERATIONS,
            "{\"kind\":\"ROLLBACK\",\"confirmDiscard\":true,\"contextId\":\"" + vm + "\"}");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text("actionable/0")).contains("confirmDiscard");
    assertThat(agreed.status()).isEqualTo(202);
    assertThat(gateway.requestOf(vm).externalJobId()).startsWith("rollback-live-failover-native07");
  }

  @Test
  void passesADecisionOn() {
    ContextId vm = gateway.addVm("native08");
    String id = start(vm, "\"skipVirtio\":false").text("id");
    await().until(() -> gateway.get(OPERATIONS + "/" + id).body().hasNonNull("question"));

    Answer answer =
        gateway.post(
            OPERATIONS + "/" + id + "/decisions",
            "{\"decision\":\"RETRY\",\"reason\":\"host freed\"}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("next")).startsWith("as ");
  }

  @Test
  void offersDecisionsWithTheirConsequences() {
    ContextId vm = gateway.addVm("native09");
    String id = start(vm, "\"skipVirtio\":false").text("id");

    Answer answer =
        await()
            .until(
                () -> gateway.get(OPERATIONS + "/" + id),
                shown -> shown.body().hasNonNull("question"));

    assertThat(answer.text("state")).isEqualTo("AWAITING_OPERATOR");
    assertThat(answer.body().get("decisions"))
        .extracting(offer -> offer.get("decision").asText())
        .containsExactly("RETRY", "ROLL_BACK", "GIVE_UP");
    assertThat(answer.text("waitingFor")).isEqualTo("a decision");
  }

  @Test
  void cancels() {
    ContextId vm = gateway.addVm("native10");
    String id = start(vm, "\"skipVirtio\":false").text("id");

    Answer answer = gateway.post(OPERATIONS + "/" + id + "/cancel", "{\"reason\":\"enough\"}");

    assertThat(answer.status()).isEqualTo(202);
    await()
        .untilAsserted(
            () ->
                assertThat(gateway.get(OPERATIONS + "/" + id).text("state"))
                    .isEqualTo("CANCELLED"));
  }

  @Test
  void refusesToSteerWhatIsOver() {
    ContextId vm = gateway.addVm("native11");
    String id = start(vm, "\"skipVirtio\":false").text("id");
    gateway.end(vm, End.COMPLETED);
    awaitEnd(vm);

    Answer answer = gateway.post(OPERATIONS + "/" + id + "/cancel", null);

    assertThat(answer.status()).isEqualTo(409);
  }

  @Test
  void cancelsWhatRunsFirstWhenForced() {
    ContextId vm = gateway.addVm("native12");
    start(vm, "\"skipVirtio\":false");

    Answer forced = start(vm, "\"force\":true");

    assertThat(forced.status()).isEqualTo(202);
    String id = forced.text("id");
    await()
        .atMost(java.time.Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(gateway.get(OPERATIONS + "/" + id).body().at("/cancellable").asBoolean())
                    .isTrue());
  }

  @Test
  void showsThePlanWithoutStartingAnything() {
    ContextId vm = gateway.addVm("native13", new SeenVm());

    Answer answer =
        gateway.post("/api/v2/plans", "{\"kind\":\"LIVE_FAILOVER\",\"contextId\":\"" + vm + "\"}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().get("possible").asBoolean()).isTrue();
    assertThat(answer.body().get("needsTypedName").asBoolean()).isTrue();
    assertThat(answer.text("role")).isEqualTo("admin");
    assertThat(answer.body().get("lanes"))
        .extracting(lane -> lane.get("id").asText())
        .containsExactly("vm", "disk-2000");
    assertThat(answer.body().get("expectedSeconds").asInt()).isGreaterThan(60);
    assertThat(answer.text("findings/0")).contains("ready for failover");
  }

  @Test
  void saysThatAVmCannotBeLookedAt() {
    ContextId vm = gateway.addVm("native14");

    Answer answer =
        gateway.post("/api/v2/plans", "{\"kind\":\"TEST_FAILOVER\",\"contextId\":\"" + vm + "\"}");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.text("detail")).contains("CloudStack does not answer");
  }

  private void awaitEnd(ContextId vm) {
    await().until(() -> gateway.stub(vm).describe().getCloseTime() != null);
  }

  private Answer start(ContextId vm, String options) {
    return gateway.post(OPERATIONS, body(vm, "," + options));
  }

  private Answer startWith(String key, ContextId vm, String options) {
    return gateway.call(
        gateway.posting(OPERATIONS, body(vm, options)).header("Idempotency-Key", key).build());
  }

  private static String body(ContextId vm, String options) {
    return "{\"kind\":\"TEST_FAILOVER\",\"contextId\":\"" + vm + "\"" + options + "}";
  }
}
