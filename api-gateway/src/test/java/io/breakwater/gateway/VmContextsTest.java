package io.breakwater.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.gateway.GatewayUnderTest.Answer;
import io.breakwater.vm.ContextId;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class VmContextsTest {
  private final GatewayUnderTest gateway = GatewayUnderTest.shared();

  @Test
  void listsEveryVmWithItsGroups() {
    ContextId vm = gateway.addVm("listed01");

    Answer answer = gateway.get("/api/v1/vm-contexts");
    JsonNode listed = row(answer, vm);

    assertThat(answer.body().get("count").asInt())
        .isEqualTo(answer.body().get("vm_contexts").size());
    assertThat(listed.get("vm_name").asText()).isEqualTo("listed01");
    assertThat(listed.get("current_status").asText()).isEqualTo("ready_for_failover");
    assertThat(listed.get("groups")).isEmpty();
    assertThat(listed.get("group_count").asInt()).isZero();
  }

  @Test
  void showsOneVmByNameAndById() {
    ContextId vm = gateway.addVm("Büro/01");
    addReplication(vm, "job-listed02");
    gateway.sql(
        "UPDATE vm_replication_contexts SET current_job_id = 'job-listed02',"
            + " last_operation_summary = '{\"status\":\"failed\"}' WHERE context_id = ?",
        vm.value());

    Answer byName = gateway.get(Paths.of("/api/v1/vm-contexts", "Büro/01"));
    Answer byId = gateway.get("/api/v1/vm-contexts/by-id/" + vm);

    assertThat(byName.body()).isEqualTo(byId.body());
    assertThat(byName.body().properties())
        .extracting(field -> field.getKey())
        .containsExactly(
            "context", "current_job", "job_history", "disks", "cbt_history", "last_operation");
    assertThat(byName.text("context/context_id")).isEqualTo(vm.value());
    assertThat(byName.text("current_job/id")).isEqualTo("job-listed02");
    assertThat(byName.text("current_job/created_at")).isEqualTo("2026-01-01T10:00:00Z");
    assertThat(byName.text("job_history/0/id")).isEqualTo("job-listed02");
    assertThat(byName.text("cbt_history/0/change_id")).isEqualTo("52 3c/9");
    assertThat(byName.text("last_operation/status")).isEqualTo("failed");
  }

  @Test
  void refusesUnknownAndSharedNames() {
    gateway.addVm("twice03", "vcenter01.example.test");
    gateway.addVm("twice03", "vcenter02.example.test");

    assertThat(gateway.get("/api/v1/vm-contexts/nobody").status()).isEqualTo(404);
    assertThat(gateway.get("/api/v1/vm-contexts/by-id/nobody").status()).isEqualTo(404);
    assertThat(gateway.get("/api/v1/vm-contexts/twice03").status()).isEqualTo(409);
    assertThat(gateway.get("/api/v1/vm-contexts/twice03").body().get("candidates")).hasSize(2);
  }

  private static JsonNode row(Answer answer, ContextId vm) {
    return StreamSupport.stream(answer.body().get("vm_contexts").spliterator(), false)
        .filter(row -> row.get("context_id").asText().equals(vm.value()))
        .findFirst()
        .orElseThrow();
  }

  private void addReplication(ContextId vm, String job) {
    gateway.sql(
        "INSERT INTO replication_jobs (id, vm_context_id, source_vm_id, source_vm_name,"
            + " source_vm_path, v_center_host, datacenter, replication_type, status, created_at)"
            + " VALUES (?, ?, 'v', 'n', 'p', 'h', 'd', 'initial', 'completed',"
            + " '2026-01-01 10:00:00')",
        job,
        vm.value());
    gateway.sql(
        "INSERT INTO cbt_history (vm_context_id, job_id, disk_id, change_id, sync_type,"
            + " sync_success) VALUES (?, ?, 'disk-2000', '52 3c/9', 'full', 1)",
        vm.value(),
        job);
  }
}
