package io.breakwater.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.gateway.GatewayUnderTest.Answer;
import io.breakwater.operation.FailurePolicy;
import io.breakwater.operation.InjectionPolicy;
import io.breakwater.operation.OperationRequest;
import io.breakwater.vm.BootCheck;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.NetworkId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveFailoverTest {
  private final GatewayUnderTest gateway = GatewayUnderTest.shared();

  @Test
  void answersAtOnceInTheOldShape() {
    ContextId vm = gateway.addVm("live01");

    Answer answer = start(vm, "live01", "");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("message")).isEqualTo("Unified live failover initiated successfully");
    assertThat(answer.text("job_id")).matches("unified-live-failover-live01-\\d{10}");
    assertThat(answer.text("data/failover_type")).isEqualTo("live");
    assertThat(answer.text("data/destination_name")).isEqualTo("live01");
    assertThat(answer.text("data/configuration/network_strategy")).isEqualTo("production");
    assertThat(answer.body().at("/data/configuration/power_off_source").asBoolean()).isTrue();
    assertThat(answer.body().at("/data/configuration/perform_final_sync").asBoolean()).isTrue();
    assertThat(gateway.stub(vm).describe().getWorkflowType()).isEqualTo("LiveFailover");
    assertThat(gateway.requestOf(vm).externalJobId()).isEqualTo(answer.text("job_id"));
  }

  @Test
  void canBeAskedForByItsJobIdAtOnce() {
    ContextId vm = gateway.addVm("live02");

    String job = start(vm, "live02", "").text("job_id");

    assertThat(gateway.get("/api/v1/failover/" + job + "/status").text("status"))
        .isEqualTo("running");
  }

  @Test
  void honoursTheOptions() {
    ContextId vm = gateway.addVm("live03");

    start(
        vm,
        "live03",
        ",\"perform_final_sync\":false,\"skip_virtio\":true,\"skip_validation\":true,"
            + "\"on_failure\":\"roll_back\",\"when_injection_fails\":\"fail\","
            + "\"reason\":\"DR exercise\",\"skip\":[\"virtio-driver-injection\"],"
            + "\"network_mappings\":{\"VLAN 253\":\"net-1\"},"
            + "\"checks\":[{\"kind\":\"http\",\"path\":\"/health\",\"withinSeconds\":30}]");

    OperationRequest request = gateway.requestOf(vm);
    assertThat(request.skipFinalSync()).isTrue();
    assertThat(request.unplanned()).isFalse();
    assertThat(request.skipVirtio()).isTrue();
    assertThat(request.onFailure()).isEqualTo(FailurePolicy.ROLL_BACK);
    assertThat(request.whenInjectionFails()).isEqualTo(InjectionPolicy.FAIL);
    assertThat(request.reason()).isEqualTo("DR exercise");
    assertThat(request.skip()).containsExactly("virtio-driver-injection");
    assertThat(request.networkMappings()).containsEntry("VLAN 253", new NetworkId("net-1"));
    assertThat(request.checks())
        .containsExactly(new BootCheck(BootCheck.Kind.HTTP, 80, "/health", 200, null, 30));
  }

  @Test
  void leavesALostSourceAlone() {
    ContextId vm = gateway.addVm("live04");

    Answer answer =
        start(
            vm,
            "live04",
            ",\"unplanned\":true,\"reason\":\"site burnt down\",\"power_off_source\":false");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(gateway.requestOf(vm).unplanned()).isTrue();
    assertThat(gateway.requestOf(vm).reason()).isEqualTo("site burnt down");
    assertThat(answer.body().at("/data/configuration/power_off_source").asBoolean()).isFalse();
    assertThat(answer.text("data/warnings/0")).startsWith("unplanned:");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "power_off_source     | \"power_off_source\":false",
        "reason               | \"unplanned\":true",
        "unplanned            | \"unplanned\":\"yes\"",
        "vm_naming            | \"vm_naming\":\"suffixed\"",
        "network_strategy     | \"network_strategy\":\"isolated\"",
        "test_duration        | \"test_duration\":\"2h\"",
        "auto_cleanup         | \"auto_cleanup\":true",
        "when_injection_fails | \"when_injection_fails\":\"pray\"",
        "perform_final_sync   | \"perform_final_sync\":\"no\"",
        "checks               | \"checks\":\"tcp\"",
        "checks[0]            | \"checks\":[7]",
        "checks[0].kind       | \"checks\":[{\"kind\":\"smell\"}]",
        "checks[0].kind       | \"checks\":[{\"kind\":\"tcp\"}]",
        "checks[0].port       | \"checks\":[{\"kind\":\"tcp\",\"port\":\"22\"}]",
        "checks[0].port       | \"checks\":[{\"kind\":\"tcp\",\"port\":22.5}]",
        "checks[1].kind       | \"checks\":[{\"kind\":\"tcp\",\"port\":22},{}]",
      })
  void refusesABadBodyAndNamesTheField(String field, String more) {
    Answer answer = start(new ContextId("c"), "n", "," + more);

    assertThat(answer.status()).as(more).isEqualTo(400);
    assertThat(answer.text("error")).startsWith(field + ":");
  }

  @Test
  void startsTheSameFromTheOlderEndpoint() {
    ContextId vm = gateway.addVm("live05");

    Answer answer = gateway.post("/api/v1/failover/live", "{\"vm_name\":\"live05\"}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("job_id")).startsWith("unified-live-failover-live05-");
    assertThat(answer.text("message"))
        .isEqualTo(
            "Live failover initiated successfully with snapshot protection and VirtIO injection");
    assertThat(answer.text("data/job_type")).isEqualTo("live");
    assertThat(gateway.stub(vm).describe().getWorkflowType()).isEqualTo("LiveFailover");
  }

  @Test
  void takesChecksAndAFailurePolicyForATestAsWell() {
    ContextId vm = gateway.addVm("live06");

    gateway.post(
        "/api/v1/failover/test",
        "{\"vm_name\":\"live06\",\"on_failure\":\"hold\",\"reason\":\"monthly\","
            + "\"checks\":[{\"kind\":\"tcp\",\"port\":3389}]}");

    assertThat(gateway.requestOf(vm).onFailure()).isEqualTo(FailurePolicy.HOLD);
    assertThat(gateway.requestOf(vm).reason()).isEqualTo("monthly");
    assertThat(gateway.requestOf(vm).checks()).hasSize(1);
  }

  private Answer start(ContextId vm, String name, String more) {
    return gateway.post(
        "/api/v1/failover/unified",
        ("{\"context_id\":\"%1$s\",\"vmware_vm_id\":\"vmware-%1$s\",\"vm_name\":\"%2$s\","
                + "\"failover_type\":\"live\"%3$s}")
            .formatted(vm, name, more));
  }
}
