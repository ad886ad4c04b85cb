package io.breakwater.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.gateway.GatewayUnderTest.Answer;
import io.breakwater.operation.OperationRequest;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.NetworkId;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnifiedFailoverTest {
  private final GatewayUnderTest gateway = GatewayUnderTest.shared();

  @Test
  void answersAtOnceInTheOldShape() {
    ContextId vm = gateway.addVm("unified01");

    Answer answer = start(vm, "unified01", "\"network_strategy\":\"test\"");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("message")).isEqualTo("Unified test failover initiated successfully");
    assertThat(answer.text("job_id")).matches("unified-test-failover-unified01-\\d{10}");
    assertThat(answer.text("data/failover_type")).isEqualTo("test");
    assertThat(answer.text("data/context_id")).isEqualTo(vm.value());
    assertThat(answer.text("data/destination_name")).matches("unified01-test-\\d{10}");
    assertThat(answer.body().at("/data/configuration").properties())
        .extracting(field -> field.getKey())
        .startsWith(
            "failover_type",
            "vm_name",
            "destination_name",
            "network_strategy",
            "snapshot_type",
            "power_off_source",
            "perform_final_sync",
            "cleanup_enabled",
            "skip_validation",
            "skip_virtio",
            "snapshot_name");
    assertThat(answer.text("data/configuration/network_strategy")).isEqualTo("isolated");
    assertThat(answer.text("data/workflow_id")).isEqualTo("vm/" + vm);
  }

  @Test
  void namesTheDestinationByWhenTemporalStartedTheOperation() {
    ContextId vm = gateway.addVm("unified02");

    Answer answer = start(vm, "unified02", "\"skip_virtio\":false");

    Instant started = gateway.stub(vm).describe().getStartTime();
    assertThat(answer.text("data/destination_name"))
        .isEqualTo("unified02-test-" + started.getEpochSecond());
  }

  @Test
  void honoursTheOptions() {
    ContextId vm = gateway.addVm("unified03");

    Answer answer =
        start(
            vm,
            "unified03",
            "\"skip_virtio\":true,\"skip_validation\":true,\"test_duration\":\"30m\","
                + "\"auto_cleanup\":true,\"network_mappings\":{\"VM Network\":\"net-1\"}");

    OperationRequest request = gateway.requestOf(vm);
    assertThat(request.externalJobId()).isEqualTo(answer.text("job_id"));
    assertThat(request.skipVirtio()).isTrue();
    assertThat(request.skipValidation()).isTrue();
    assertThat(request.testDuration()).isEqualTo("30m");
    assertThat(request.autoCleanup()).isTrue();
    assertThat(request.networkMappings()).containsEntry("VM Network", new NetworkId("net-1"));
    assertThat(request.requestedBy()).isEqualTo("the-admin");
  }

  @Test
  void canBeFoundBySearchAttributesAndSummary() {
    ContextId vm = gateway.addVm("unified04");

    start(vm, "unified04", "\"skip_virtio\":false");

    var described = gateway.stub(vm).describe();
    assertThat(described.getTypedSearchAttributes().get(vmAttribute())).isEqualTo("unified04");
    assertThat(described.getStaticSummary()).isEqualTo("Test failover of unified04");
  }

  private static io.temporal.common.SearchAttributeKey<String> vmAttribute() {
    return io.breakwater.operation.SearchAttributes.VM;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "context_id       | 5",
        "vm_name          | null",
        "vmware_vm_id     | \"\"",
        "failover_type    | \"both\"",
        "skip_virtio      | \"yes\"",
        "skip_validation  | 1",
        "auto_cleanup     | \"true\"",
        "test_duration    | \"2 hours\"",
        "test_duration    | \"0h\"",
        "test_duration    | \"999999h\"",
        "test_duration    | 120",
        "network_strategy | \"somewhere\"",
        "network_strategy | \"production\"",
        "vm_naming        | \"random\"",
        "network_mappings | [\"a\"]",
        "network_mappings | {\"a\":7}",
        "power_off_source | true",
        "custom_config    | \"x\"",
        "unplanned        | true",
        "when_injection_fails | \"fail\"",
        "on_failure       | \"shrug\"",
        "dry_run          | \"yes\"",
        "only             | \"vm-creation\"",
        "skip             | [\"lunch\"]",
        "checks           | {}",
      })
  void refusesABadBodyAndNamesTheField(String field, String value) {
    String json =
        "{\"context_id\":\"c\",\"vmware_vm_id\":\"v\",\"vm_name\":\"n\",\"failover_type\":\"test\"}";
    String bad =
        json.contains("\"" + field + "\"")
            ? json.replaceAll("\"" + field + "\":\"\\w+\"", "\"" + field + "\":" + value)
            : json.replace("}", ",\"" + field + "\":" + value + "}");

    Answer answer = gateway.post("/api/v1/failover/unified", bad);

    assertThat(answer.status()).as(bad).isEqualTo(400);
    assertThat(answer.text("message")).isEqualTo("Invalid failover configuration");
    assertThat(answer.text("error")).startsWith(field);
  }

  @Test
  void namesEverythingThatIsMissingInOneAnswer() {
    Answer answer = gateway.post("/api/v1/failover/unified", "{}");

    assertThat(answer.text("error"))
        .contains("context_id: is required")
        .contains("vmware_vm_id: is required")
        .contains("vm_name: is required")
        .contains("failover_type: is required");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "[]", "{\"a\":", "{}{}", "{\"a\":1,\"a\":2}", "nonsense"})
  void refusesWhatIsNoJsonObject(String body) {
    Answer answer = gateway.post("/api/v1/failover/unified", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("error")).startsWith("body:").doesNotContain("com.fasterxml");
  }

  @Test
  void refusesAnUnknownContext() {
    Answer answer =
        gateway.post(
            "/api/v1/failover/unified", body(new ContextId("ctx-none"), "unified06", "test", ""));

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text("message")).isEqualTo("Failed to resolve failover configuration");
    assertThat(answer.text("error")).contains("context_id").contains("ctx-none");
  }

  @Test
  void refusesANameThatIsNotThatOfTheContext() {
    ContextId vm = gateway.addVm("unified07");

    Answer answer = start(vm, "another", "\"skip_virtio\":false");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("error")).startsWith("vm_name:").contains("unified07");
  }

  @Test
  void refusesABusyVmAndNamesTheRunningWorkflow() {
    ContextId vm = gateway.addVm("unified08");
    start(vm, "unified08", "\"skip_virtio\":false");

    Answer second = start(vm, "unified08", "\"skip_virtio\":false");

    assertThat(second.status()).isEqualTo(409);
    assertThat(second.text("running_workflow_id")).isEqualTo("vm/" + vm);
    assertThat(second.text("error")).contains("unified08");
  }

  @Test
  void startsAgainOnceTheFirstOperationEnded() {
    ContextId vm = gateway.addVm("unified09");
    start(vm, "unified09", "\"skip_virtio\":false");
    gateway.end(vm, End.COMPLETED);
    gateway.stub(vm).getResult(Object.class);

    assertThat(start(vm, "unified09", "\"skip_virtio\":false").status()).isEqualTo(200);
  }

  @Test
  void letsExactlyOneOfManySimultaneousStartsWin() throws Exception {
    ContextId vm = gateway.addVm("unified10");
    Callable<Answer> start = () -> start(vm, "unified10", "\"skip_virtio\":false");
    ExecutorService callers = Executors.newFixedThreadPool(6);

    List<Future<Answer>> answers = callers.invokeAll(java.util.Collections.nCopies(6, start));

    callers.shutdown();
    assertThat(answers)
        .extracting(answer -> answer.get().status())
        .containsExactlyInAnyOrder(200, 409, 409, 409, 409, 409);
  }

  private Answer start(ContextId vm, String name, String more) {
    return gateway.post("/api/v1/failover/unified", body(vm, name, "test", "," + more));
  }

  private static String body(ContextId vm, String name, String type, String more) {
    return "{\"context_id\":\""
        + vm
        + "\",\"vmware_vm_id\":\"vmware-"
        + vm
        + "\",\"vm_name\":\""
        + name
        + "\",\"failover_type\":\""
        + type
        + "\""
        + more
        + "}";
  }
}
