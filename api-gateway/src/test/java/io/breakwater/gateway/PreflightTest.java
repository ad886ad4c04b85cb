package io.breakwater.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.gateway.GatewayUnderTest.Answer;
import io.breakwater.vm.ContextId;
import org.junit.jupiter.api.Test;

class PreflightTest {
  private static final String VALIDATE = "/api/v1/failover/preflight/validate";
  private final GatewayUnderTest gateway = GatewayUnderTest.shared();

  @Test
  void offersTheOptionsOfATest() {
    Answer answer = gateway.get("/api/v1/failover/preflight/config/test/PhilB%20Test%20machine");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("vm_name")).isEqualTo("PhilB Test machine");
    assertThat(answer.body().get("configuration").properties())
        .extracting(option -> option.getKey())
        .containsExactly(
            "network_strategy", "vm_naming", "test_duration", "skip_validation", "skip_virtio");
    assertThat(answer.text("configuration/test_duration/default")).isEqualTo("2h");
    assertThat(answer.text("configuration/test_duration/pattern")).isEqualTo("^[0-9]+[hm]$");
    assertThat(answer.text("metadata/version")).isEqualTo("1.0");
  }

  @Test
  void offersTheOptionsOfALiveFailover() {
    Answer answer = gateway.get("/api/v1/failover/preflight/config/live/app01");

    assertThat(answer.body().at("/configuration/power_off_source/required").asBoolean()).isTrue();
    assertThat(answer.text("configuration/network_strategy/default")).isEqualTo("live");
  }

  @Test
  void refusesOtherTypes() {
    assertThat(gateway.get("/api/v1/failover/preflight/config/both/app01").status()).isEqualTo(400);
  }

  @Test
  void passesWhatTheGuiSends() {
    ContextId vm = gateway.addVm("preflight01", new SeenVm());

    Answer answer = validate(vm, "preflight01", ",\"test_duration\":\"2h\"");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("message")).isEqualTo("Configuration validation passed");
    assertThat(answer.text("request/vm_name")).isEqualTo("preflight01");
    assertThat(answer.text("metadata/validated_at")).isNotEmpty();
    assertThat(answer.body().at("/readiness/is_valid").asBoolean()).isTrue();
  }

  @Test
  void refusesWhatTheVmIsNotReadyFor() {
    SeenVm seen = new SeenVm();
    seen.lastSyncSucceeded = false;
    ContextId vm = gateway.addVm("preflight02", seen);

    Answer refused = validate(vm, "preflight02", "");
    Answer lax = validate(vm, "preflight02", ",\"skip_validation\":true");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("errors/0")).startsWith("last-sync:");
    assertThat(refused.text("readiness/required_actions/0")).contains("run a replication");
    assertThat(lax.status()).isEqualTo(200);
  }

  @Test
  void refusesAVmThatIsNotThere() {
    Answer answer = validate(new ContextId("ctx-nobody"), "nobody", "");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("errors/0")).startsWith("context_id:");
  }

  private Answer validate(ContextId vm, String name, String more) {
    return gateway.post(
        VALIDATE,
        ("{\"context_id\":\"%1$s\",\"vmware_vm_id\":\"vmware-%1$s\",\"vm_name\":\"%2$s\","
                + "\"failover_type\":\"test\",\"network_strategy\":\"test\","
                + "\"vm_naming\":\"suffixed\"%3$s}")
            .formatted(vm, name, more));
  }

  @Test
  void listsEverythingThatIsWrong() {
    Answer answer =
        gateway.post(
            VALIDATE,
            "{\"failover_type\":\"test\",\"network_strategy\":\"isolated\",\"test_duration\":\"2\"}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("message")).isEqualTo("Configuration validation failed");
    assertThat(answer.body().get("errors"))
        .extracting(error -> error.asText().replaceAll(":.*", ""))
        .containsExactly(
            "context_id", "vmware_vm_id", "vm_name", "network_strategy", "test_duration");
    assertThat(answer.text("request/failover_type")).isEqualTo("test");
  }
}
