package io.breakwater.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.gateway.GatewayUnderTest.Answer;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.vm.ContextId;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import okhttp3.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OldApiTest {
  private final GatewayUnderTest gateway = GatewayUnderTest.shared();

  @Test
  void listsFailovers() {
    ContextId vm = gateway.addVm("listed failover");
    String job = failover(vm, "test", "machine-" + vm);

    JsonNode answer = gateway.get("/api/v1/failover/jobs?type=test&vm_id=" + vm).body();

    assertThat(names(answer)).containsExactly("success", "message", "total", "filters", "jobs");
    assertThat(answer.at("/total").asInt()).isEqualTo(1);
    assertThat(answer.at("/jobs/0/job_id").asText()).isEqualTo(job);
    assertThat(names(answer.at("/jobs/0")))
        .containsExactly(
            "job_id",
            "vm_id",
            "vm_name",
            "job_type",
            "status",
            "progress",
            "destination_vm_id",
            "snapshot_id",
            "created_at",
            "started_at",
            "completed_at",
            "duration",
            "error_message");
  }

  @Test
  void endsATestByItsJob() {
    ContextId vm = gateway.addVm("ended test");
    String job = failover(vm, "test", null);

    CompletableFuture<Answer> ending =
        GatewayUnderTest.meanwhile(() -> delete("/api/v1/failover/test/" + job));
    StandInOperation.awaitRunning(gateway.stub(vm));
    gateway.end(vm, End.COMPLETED);

    assertThat(ending.join().status()).isEqualTo(200);
    assertThat(ending.join().text("data/cleanup_status")).isEqualTo("completed");
    assertThat(ending.join().text("data/job_id")).isEqualTo(job);
  }

  @Test
  void endsNoLiveFailoverAsATest() {
    String job = failover(gateway.addVm("live is no test"), "live", null);

    Answer live = delete("/api/v1/failover/test/" + job);

    assertThat(live.status()).isEqualTo(400);
    assertThat(live.text("error")).startsWith("invalid_job_type");
    assertThat(delete("/api/v1/failover/test/nobody").status()).isEqualTo(404);
  }

  @Test
  void cleansUpByTestVm() {
    ContextId vm = gateway.addVm("cleaned by machine");
    failover(vm, "test", "machine-" + vm);
    String body = "{\"test_vm_id\":\"machine-" + vm + "\",\"delete_vm\":true}";

    Answer answer =
        gateway.call(
            gateway
                .posting("/api/v1/cleanup/test-failover", body)
                .header("Prefer", "respond-async")
                .build());

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.text("data/context_id")).isEqualTo(vm.value());
    gateway.end(vm, End.COMPLETED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                               | 400",
        "{\"test_vm_id\":\"x\",\"delete_vm\":false}       | 400",
        "{\"test_vm_id\":\"nobody\"}                      | 404",
        "{\"volume_id\":\"nobody\"}                       | 404",
      })
  void touchesNothingItCannotName(String body, int status) {
    assertThat(gateway.post("/api/v1/cleanup/test-failover", body).status()).isEqualTo(status);
  }

  @Test
  void tellsDisksAndRecentJobsOfAContext() {
    ContextId vm = gateway.addVm("recent jobs");
    gateway.sql(
        "INSERT INTO job_tracking (id, job_type, operation, status, started_at, completed_at,"
            + " context_id, error_message) VALUES (?, 'failover', 'unified-test-failover',"
            + " 'failed', '2026-01-01 10:00:00', '2026-01-01 10:01:35', ?, 'virt-v2v broke')",
        UUID.randomUUID().toString(),
        vm.value());

    JsonNode recent = gateway.get("/api/v1/vm-contexts/" + vm + "/recent-jobs").body();
    JsonNode disks = gateway.get("/api/v1/vm-contexts/" + vm + "/disks").body();

    assertThat(recent.at("/count").asInt()).isEqualTo(1);
    assertThat(names(recent.at("/jobs/0")))
        .containsExactly(
            "job_id",
            "external_job_id",
            "job_type",
            "status",
            "progress",
            "started_at",
            "completed_at",
            "display_name",
            "current_step",
            "error_message",
            "error_category",
            "actionable_steps",
            "data_source",
            "duration_seconds");
    assertThat(recent.at("/jobs/0/job_type").asText()).isEqualTo("test_failover");
    assertThat(recent.at("/jobs/0/duration_seconds").asInt()).isEqualTo(95);
    assertThat(recent.at("/jobs/0/error_message").asText()).doesNotContain("virt-v2v");
    assertThat(disks.at("/context_id").asText()).isEqualTo(vm.value());
  }

  @ParameterizedTest
  @ValueSource(strings = {"sync-status", "network-mapping-status", "volume-status"})
  void tellsWhatTheTablesSay(String what) {
    ContextId vm = gateway.addVm("told " + what);

    Answer answer = gateway.get("/api/v1/vms/" + vm + "/" + what);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("vm_name")).isEqualTo("told " + what);
  }

  @ParameterizedTest
  @ValueSource(strings = {"health", "endpoints", "failover-jobs", "logs"})
  void saysWhereTheTruthIs(String what) {
    Answer answer = gateway.get("/api/v1/debug/" + what);

    assertThat(answer.status()).isEqualTo(410);
    assertThat(answer.text("error")).contains("use GET /");
  }

  @Test
  void signsTheOldGuiIn() {
    String body = "{\"appliance_id\":\"a\",\"token\":\"%s\",\"version\":\"1\"}";

    Answer known =
        gateway.post("/api/v1/auth/login", body.formatted(GatewayUnderTest.LEGACY_TOKEN));
    Answer unknown = gateway.post("/api/v1/auth/login", body.formatted("guessed"));

    assertThat(known.status()).isEqualTo(200);
    assertThat(known.text("session_token")).isEqualTo(GatewayUnderTest.LEGACY_TOKEN);
    assertThat(unknown.status()).isEqualTo(401);
    assertThat(unknown.body().get("success").asBoolean()).isFalse();
  }

  private String failover(ContextId vm, String type, String machine) {
    String job = UUID.randomUUID().toString();
    gateway.sql(
        "INSERT INTO failover_jobs (vm_context_id, job_id, vm_id, job_type, status,"
            + " source_vm_name, destination_vm_id) VALUES (?, ?, ?, ?, 'completed', 'x', ?)",
        vm.value(),
        job,
        "vmware-" + vm,
        type,
        machine);
    return job;
  }

  private Answer delete(String path) {
    Request.Builder request = gateway.getting(path).delete();
    return gateway.call(request.build());
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(entry -> entry.getKey()).toList();
  }
}
