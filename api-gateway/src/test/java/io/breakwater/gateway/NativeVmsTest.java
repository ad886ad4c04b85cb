package io.breakwater.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.gateway.GatewayUnderTest.Answer;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.vm.ContextId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeVmsTest {
  private final GatewayUnderTest gateway = GatewayUnderTest.shared();

  @Test
  void listsAVmWithWhatCanBeDone() {
    ContextId vm = gateway.addVm("listed vm");

    JsonNode listed = listed(vm);

    assertThat(listed.at("/name").asText()).isEqualTo("listed vm");
    assertThat(listed.at("/state").asText()).isEqualTo("READY");
    assertThat(listed.at("/operation").isNull()).isTrue();
    assertThat(allowed(listed)).containsExactly("TEST_FAILOVER", "LIVE_FAILOVER", "RECOVERY");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "failed_over_test | TEST_RUNNING     | CLEANUP ROLLBACK RECOVERY",
        "failed_over_live | LIVE             | ROLLBACK COMMIT",
        "cleanup_required | CLEANUP_REQUIRED | CLEANUP ROLLBACK RECOVERY",
        "replicating      | REPLICATING      |",
        "discovered       | NOT_READY        | RECOVERY",
        "completed        | COMMITTED        |",
      })
  void offersWhatMakesSense(String status, String state, String kinds) {
    ContextId vm = gateway.addVm("in " + status);
    setStatus(vm, status);

    JsonNode listed = listed(vm);

    assertThat(listed.at("/state").asText()).isEqualTo(state);
    assertThat(String.join(" ", allowed(listed))).isEqualTo(kinds == null ? "" : kinds);
    assertThat(listed.at("/actions"))
        .allSatisfy(
            action ->
                assertThat(action.get("reason").isNull())
                    .isEqualTo(action.get("allowed").asBoolean()));
  }

  @Test
  void putsWhatNeedsAttentionFirst() {
    ContextId vm = gateway.addVm("zz needs cleanup");
    setStatus(vm, "cleanup_required");

    JsonNode items =
        await()
            .until(
                () -> gateway.get("/api/v2/vms?attention=true&q=zz needs").body().get("items"),
                found -> found.size() == 1);

    assertThat(items.at("/0/attention/level").asText()).isEqualTo("critical");
    assertThat(items.at("/0/attention/text").asText()).startsWith("needs cleanup");
  }

  @Test
  void tellsTheApplianceOfAVmOnlyWhereThereAreSeveral() {
    ContextId vm = gateway.addVm("of the south");
    String path = "/api/v2/vms/" + vm;
    assertThat(gateway.get(path).body().get("appliance").isNull()).isTrue();
    addSite("north-site");
    addSite("south-site");
    try {
      assertThat(gateway.get(path).body().at("/appliance/problem").asText()).contains("no row");
      nameSite(vm, "south-site");

      JsonNode appliance = gateway.get(path).body().get("appliance");

      assertThat(appliance.get("name").asText()).isEqualTo("south-site");
      assertThat(appliance.get("zone").asText()).isEqualTo("zone of south-site");
      assertThat(appliance.get("problem").isNull()).isTrue();
    } finally {
      removeSites();
    }
  }

  @Test
  void showsTheOperationUnderWay() {
    ContextId vm = gateway.addVm("native busy");
    start(vm);

    JsonNode listed = await().until(() -> listed(vm), found -> !found.get("operation").isNull());

    assertThat(listed.at("/state").asText()).isEqualTo("UNDER_WAY");
    assertThat(listed.at("/operation/kind").asText()).isEqualTo("TEST_FAILOVER");
    assertThat(listed.at("/actions/0/reason").asText()).contains("test failover is under way");
    gateway.end(vm, End.COMPLETED);
    await().until(() -> listed(vm).get("operation").isNull());
  }

  @Test
  void showsOneVmWithDisksNetworksAndHistory() {
    ContextId vm = gateway.addVm("native shown");

    Answer answer = gateway.get("/api/v2/vms/" + vm);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("contextId")).isEqualTo(vm.value());
    assertThat(answer.body().get("disks").isArray()).isTrue();
  }

  @Test
  void answersAnUnknownVmWithAProblem() {
    Answer answer = gateway.get("/api/v2/vms/nobody");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.response().header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.text("detail")).contains("nobody");
    assertThat(answer.body().get("actionable")).isNotEmpty();
    assertThat(answer.text("requestId")).isEqualTo(answer.response().header("X-Request-Id"));
  }

  @Test
  void refusesAStateThatIsNone() {
    Answer answer = gateway.get("/api/v2/vms?state=SIDEWAYS");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("errors/0/field")).isEqualTo("state");
  }

  @Test
  void tellsReadiness() {
    SeenVm seen = new SeenVm();
    seen.templateReady = false;
    ContextId vm = gateway.addVm("native unready", seen);

    Answer answer = gateway.get("/api/v2/vms/" + vm + "/readiness?kind=LIVE_FAILOVER");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().get("ready").asBoolean()).isFalse();
    assertThat(answer.body().get("checks"))
        .anySatisfy(
            check -> {
              assertThat(check.get("id").asText()).isEqualTo("template");
              assertThat(check.get("result").asText()).isEqualTo("FAIL");
            });
  }

  @Test
  void saysWhoIsSignedIn() {
    assertThat(gateway.get("/api/v2/me").text("role")).isEqualTo("admin");
  }

  private void start(ContextId vm) {
    gateway.post("/api/v2/operations", "{\"kind\":\"TEST_FAILOVER\",\"contextId\":\"" + vm + "\"}");
  }

  private void setStatus(ContextId vm, String status) {
    gateway.sql(
        "UPDATE vm_replication_contexts SET current_status = ? WHERE context_id = ?",
        status,
        vm.value());
  }

  private void addSite(String name) {
    gateway.sql(
        "INSERT INTO ossea_configs (name, is_active, api_url, api_key, secret_key, zone, oma_vm_id)"
            + " VALUES (?, 1, 'http://127.0.0.1:1', 'k', 's', ?, ?)",
        name,
        "zone of " + name,
        "vm of " + name);
  }

  private void nameSite(ContextId vm, String name) {
    gateway.sql(
        "UPDATE vm_replication_contexts SET ossea_config_id ="
            + " (SELECT id FROM ossea_configs WHERE name = ?) WHERE context_id = ?",
        name,
        vm.value());
    gateway.sql(
        "UPDATE ossea_volumes SET ossea_config_id ="
            + " (SELECT id FROM ossea_configs WHERE name = ?) WHERE vm_context_id = ?",
        name,
        vm.value());
  }

  private void removeSites() {
    gateway.sql("UPDATE vm_replication_contexts SET ossea_config_id = NULL");
    gateway.sql("UPDATE ossea_volumes SET ossea_config_id = NULL");
    gateway.sql("DELETE FROM ossea_configs WHERE name LIKE '%-site'");
  }

  /** The list is read once a second for all. */
  private JsonNode listed(ContextId vm) {
    return await()
        .until(
            () -> gateway.get("/api/v2/vms?q=" + vm).body().get("items"),
            items -> items.size() == 1)
        .get(0);
  }

  private static java.util.List<String> allowed(JsonNode vm) {
    java.util.List<String> kinds = new java.util.ArrayList<>();
    vm.get("actions")
        .forEach(
            action -> {
              if (action.get("allowed").asBoolean()) {
                kinds.add(action.get("kind").asText());
              }
            });
    return kinds;
  }
}
