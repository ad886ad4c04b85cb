package io.breakwater.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.gateway.GatewayUnderTest.Answer;
import io.breakwater.inventory.job.JobLog;
import io.breakwater.inventory.operation.Operations;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.operation.Queues;
import io.breakwater.step.OperationActivities.Begin;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.OperationId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusTest {
  private final GatewayUnderTest gateway = GatewayUnderTest.shared();

  @Test
  void knowsAnOperationBeforeTheFirstRowIsWritten() {
    ContextId vm = gateway.addVm("status01");
    String job = start("status01").text("job_id");

    Answer byJob = status(job);
    Answer byContext = status(vm.value());

    assertThat(byJob.status()).isEqualTo(200);
    assertThat(byJob.text("job_id")).isEqualTo(job);
    assertThat(byJob.text("status")).isEqualTo("running");
    assertThat(byJob.body().get("progress").asDouble()).isZero();
    assertThat(byJob.text("job_details/tracking_source")).isEqualTo("temporal");
    assertThat(byContext.text("job_id")).isEqualTo(job);
  }

  @Test
  void tellsTheEndOfAnOperationThatWroteNoRow() {
    ContextId vm = gateway.addVm("status02");
    String job = start("status02").text("job_id");

    gateway.end(vm, End.REFUSED);

    await().until(() -> status(job).text("status").equals("failed"));
    assertThat(status(job).text("job_details/error_message")).isEqualTo("the end was REFUSED");
  }

  @Test
  void answersInTheOldShapeByEveryId() {
    ContextId vm = gateway.addVm("status03");
    String uuid = recorded(vm, "status03", "unified-test-failover-status03-1700000000");
    addStep(uuid, 1, "completed");
    addStep(uuid, 2, "running");

    Answer byUuid = status(uuid);
    Answer byExternalId = status("unified-test-failover-status03-1700000000");
    Answer byContext = status(vm.value());

    assertThat(byUuid.text("job_details/tracking_source")).isEqualTo("direct_joblog_uuid");
    assertThat(byExternalId.text("job_details/tracking_source"))
        .isEqualTo("external_job_id_correlation");
    assertThat(byContext.text("job_id")).isEqualTo(uuid);
    assertThat(byExternalId.body().properties())
        .extracting(field -> field.getKey())
        .containsExactly(
            "success",
            "message",
            "job_id",
            "status",
            "progress",
            "start_time",
            "duration",
            "job_details");
    assertThat(byExternalId.body().at("/job_details/completed_steps").asInt()).isEqualTo(1);
    assertThat(byExternalId.body().at("/job_details/running_steps").asInt()).isEqualTo(1);
    assertThat(byExternalId.text("job_details/gui_job_id"))
        .isEqualTo("unified-test-failover-status03-1700000000");
    assertThat(byExternalId.text("job_details/internal_job_id")).isEqualTo(uuid);
  }

  @Test
  void countsTheDurationInNanoseconds() {
    ContextId vm = gateway.addVm("status04");
    String uuid = recorded(vm, "status04", "unified-test-failover-status04-1700000000");
    gateway.sql(
        "UPDATE job_tracking SET status = 'completed', started_at = '2026-01-01 10:00:00',"
            + " completed_at = '2026-01-01 10:03:04' WHERE id = ?",
        uuid);

    Answer answer = status(uuid);

    assertThat(answer.body().get("duration").asLong()).isEqualTo(184_000_000_000L);
    assertThat(answer.text("start_time")).isEqualTo("2026-01-01T10:00:00Z");
    assertThat(answer.text("status")).isEqualTo("completed");
  }

  @Test
  void prefersTheOperationThatJustStartedOverTheLastOneWithRows() {
    ContextId vm = gateway.addVm("status05");
    recorded(vm, "status05", "unified-test-failover-status05-1700000000");

    String job = start("status05").text("job_id");

    assertThat(status(vm.value()).text("job_id")).isEqualTo(job);
  }

  @Test
  void findsJobsOfTheOldSystem() {
    ContextId vm = gateway.addVm("status06");
    gateway.sql(
        "INSERT INTO failover_jobs (job_id, vm_id, job_type, status, source_vm_name,"
            + " source_vm_spec, destination_vm_id, vm_context_id) VALUES ('old-job-06',"
            + " '4205-06', 'test', 'completed', 'status06', '{}', 'machine-06', ?)",
        vm.value());

    Answer answer = status("old-job-06");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("job_details/tracking_source")).isEqualTo("legacy_failover_jobs");
    assertThat(answer.text("job_details/destination_vm_id")).isEqualTo("machine-06");
    assertThat(answer.text("job_details/vm_name")).isEqualTo("status06");
  }

  @Test
  void saysThatAnOperationWaitsForADecisionWhileItsStatusIsRunning() {
    ContextId vm = gateway.addVm("status08");
    String uuid = recorded(vm, "status08", "unified-live-failover-status08-1700000000");
    audited(vm, "status08", "10:00:00", "HOLDS", "Waiting for a decision: no capacity");

    Answer waiting = status(uuid);

    assertThat(waiting.text("status")).isEqualTo("running");
    assertThat(waiting.text("message")).isEqualTo("Waiting for a decision: no capacity");
    assertThat(waiting.body().at("/job_details/waiting_for_decision").asBoolean()).isTrue();

    audited(vm, "status08", "10:05:00", "DECIDED RETRY", "capacity added");

    await().until(() -> !status(uuid).body().at("/job_details/waiting_for_decision").asBoolean());
    assertThat(status(uuid).text("message"))
        .isEqualTo("Failover job status retrieved successfully");
  }

  private void audited(ContextId vm, String name, String at, String what, String why) {
    gateway.sql(
        "INSERT INTO breakwater_audit (at, operation_id, context_id, what, why)"
            + " VALUES (CONCAT('2026-01-01 ', ?), ?, ?, ?, ?)",
        at,
        "run-of-" + name,
        vm.value(),
        what,
        why);
  }

  @Test
  void doesNotKnowOtherIds() {
    Answer answer = status("unified-test-failover-nobody-1700000000");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text("message")).isEqualTo("Failover job not found");
    assertThat(answer.body().get("success").asBoolean()).isFalse();
  }

  @Test
  void doesNotTakeAnIdOfAnotherStartForTheOneThatRuns() {
    gateway.addVm("status07");
    start("status07");

    assertThat(status("unified-test-failover-status07-1700000000").status()).isEqualTo(404);
  }

  private Answer start(String name) {
    return gateway.post("/api/v1/failover/test", "{\"vm_name\":\"" + name + "\"}");
  }

  private Answer status(String id) {
    return gateway.get(Paths.of("/api/v1/failover", id, "status"));
  }

  /** What a worker writes when it begins. */
  private String recorded(ContextId vm, String name, String externalId) {
    Begin begin =
        new Begin(
            new OperationId("run-of-" + name),
            OperationKind.TEST_FAILOVER,
            vm,
            Queues.workflowId(vm),
            "run-of-" + name,
            externalId,
            Instant.ofEpochSecond(1_700_000_000),
            null,
            List.of(),
            null,
            null,
            null);
    String uuid = new JobLog(gateway.inventory().jdbi()).begin(begin, name, "vmware-" + vm);
    new Operations(gateway.inventory().jdbi()).begin(begin, name);
    return uuid;
  }

  private void addStep(String job, int seq, String status) {
    gateway.sql(
        "INSERT INTO job_steps (job_id, name, seq, status, started_at)"
            + " VALUES (?, ?, ?, ?, UTC_TIMESTAMP(6))",
        job,
        "step-" + seq,
        seq,
        status);
  }
}
