package io.breakwater.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.gateway.GatewayUnderTest.Answer;
import io.breakwater.vm.ContextId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestFailoverTest {
  private final GatewayUnderTest gateway = GatewayUnderTest.shared();

  @Test
  void answersInTheOldShape() {
    ContextId vm = gateway.addVm("older01");

    Answer answer =
        start("{\"vm_id\":\"vmware-" + vm + "\",\"vm_name\":\"older01\",\"test_duration\":\"1h\"}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("message"))
        .isEqualTo(
            "Test failover initiated successfully with snapshot protection and VirtIO injection");
    assertThat(answer.text("job_id")).matches("unified-test-failover-older01-\\d{10}");
    assertThat(answer.body().get("data").properties())
        .extracting(field -> field.getKey())
        .startsWith(
            "job_type",
            "status",
            "vm_id",
            "vm_name",
            "test_duration",
            "auto_cleanup",
            "snapshot_protection",
            "virtio_injection",
            "correlation_id");
    assertThat(answer.text("data/status")).isEqualTo("executing");
    assertThat(answer.body().at("/data/auto_cleanup").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', false",
    "'\"test_duration\":\"30m\"', 30m, true",
    "'\"auto_cleanup\":true', 2h, true",
    "'\"test_duration\":\"30m\",\"auto_cleanup\":false', '', false",
  })
  void saysWhenTheTestEndsByItself(String options, String duration, boolean endsByItself) {
    ContextId vm = gateway.addVm("older02");
    String more = options.isEmpty() ? "" : "," + options;

    Answer answer = start("{\"context_id\":\"" + vm + "\"" + more + "}");

    assertThat(answer.text("data/test_duration")).isEqualTo(duration);
    assertThat(answer.body().at("/data/auto_cleanup").asBoolean()).isEqualTo(endsByItself);
    gateway.sql("DELETE FROM vm_replication_contexts WHERE context_id = ?", vm.value());
  }

  @Test
  void refusesAnUnknownName() {
    Answer answer = start("{\"vm_id\":\"test-vm-id\",\"vm_name\":\"test-vm-name\"}");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text("message")).isEqualTo("Test failover not started");
    assertThat(answer.text("error")).startsWith("vm_name:").contains("test-vm-name");
  }

  @Test
  void refusesANameOfTwoVcentersWithTheCandidates() {
    ContextId first = gateway.addVm("twice01", "vcenter01.example.test");
    ContextId second = gateway.addVm("twice01", "vcenter02.example.test");

    Answer answer = start("{\"vm_name\":\"twice01\"}");

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.body().get("candidates"))
        .extracting(candidate -> candidate.get("context_id").asText())
        .containsExactlyInAnyOrder(first.value(), second.value());
    assertThat(answer.body().get("candidates").get(0).properties())
        .extracting(field -> field.getKey())
        .containsExactly("context_id", "vm_name", "vcenter_host", "vmware_vm_id", "status");
  }

  @Test
  void choosesAmongVmsOfOneNameByTheVmwareId() {
    gateway.addVm("twice02", "vcenter01.example.test");
    ContextId second = gateway.addVm("twice02", "vcenter02.example.test");

    Answer answer = start("{\"vm_name\":\"twice02\",\"vm_id\":\"vmware-" + second + "\"}");

    assertThat(answer.text("data/context_id")).isEqualTo(second.value());
  }

  @Test
  void refusesAVmwareIdThatIsNotThatOfTheVm() {
    gateway.addVm("older03");

    Answer answer = start("{\"vm_name\":\"older03\",\"vm_id\":\"another\"}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("error")).startsWith("vm_id:");
  }

  @Test
  void insistsOnSomethingThatNamesTheVm() {
    Answer answer = start("{\"vm_id\":\"vmware-1\"}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("error")).startsWith("vm_name: is required");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ölder vm", "a/b\\c", "100% + more; ok?", "名前"})
  void startsVmsOfAnyNameAndShowsTheirStatus(String name) {
    gateway.addVm(name);

    Answer started = start("{\"vm_name\":\"" + name.replace("\\", "\\\\") + "\"}");
    Answer status = gateway.get(Paths.of("/api/v1/failover", started.text("job_id"), "status"));

    assertThat(started.status()).isEqualTo(200);
    assertThat(started.text("job_id")).contains(name);
    assertThat(status.status()).isEqualTo(200);
  }

  private Answer start(String body) {
    return gateway.post("/api/v1/failover/test", body);
  }
}
