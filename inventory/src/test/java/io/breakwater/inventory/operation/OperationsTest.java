package io.breakwater.inventory.operation;

import static io.breakwater.inventory.TestPlan.call;
import static io.breakwater.inventory.TestPlan.failure;
import static io.breakwater.inventory.TestPlan.step;
import static io.breakwater.operation.OperationKind.CLEANUP;
import static io.breakwater.operation.OperationKind.TEST_FAILOVER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.inventory.Json;
import io.breakwater.inventory.TestDatabase;
import io.breakwater.inventory.TestPlan;
import io.breakwater.inventory.TestResults;
import io.breakwater.inventory.TestVm;
import io.breakwater.inventory.context.Contexts;
import io.breakwater.inventory.failover.FailoverJobs;
import io.breakwater.inventory.job.JobLog;
import io.breakwater.inventory.lease.Leases;
import io.breakwater.inventory.operation.StatusRow.TrackingSource;
import io.breakwater.operation.OperationResult;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.plan.PlanOutcome.Reason;
import io.breakwater.plan.PlannedStep;
import io.breakwater.plan.StepName;
import io.breakwater.step.OperationRef;
import io.breakwater.step.StepResult;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OperationsTest {
  private static final PlannedStep HOLD = step("hold", StepName.VALIDATION);
  private static final PlannedStep CREATE = step("create", StepName.VM_CREATION);

  private final Operations operations = new Operations(TestDatabase.jdbi());
  private final JobLog log = new JobLog(TestDatabase.jdbi());
  private final TestVm vm = TestVm.create();
  private final OperationRef operation = vm.begin(TEST_FAILOVER);

  @Test
  void findsAJobByEachOfItsIds() {
    String external = operations.find(operation.id()).orElseThrow().externalJobId();

    assertThat(source(JobLog.jobId(operation.id()))).isEqualTo(TrackingSource.DIRECT_JOBLOG_UUID);
    assertThat(source(external)).isEqualTo(TrackingSource.EXTERNAL_JOB_ID_CORRELATION);
    assertThat(source(vm.context().value())).isEqualTo(TrackingSource.VM_CONTEXT_ID);
    assertThat(operations.status("nobody-knows-this")).isEmpty();
  }

  @Test
  void answersAContextWithItsNewestJob() {
    OperationRef cleanup = vm.begin(CLEANUP);

    StatusRow status = operations.status(vm.context().value()).orElseThrow();

    assertThat(status.jobId()).isEqualTo(JobLog.jobId(cleanup.id()));
    assertThat(status.jobType()).isEqualTo("cleanup");
    assertThat(status.operation().id()).isEqualTo(cleanup.id());
  }

  @Test
  void answersForARowThatOnlyTheOldSystemKnows() {
    vm.execute(
        "INSERT INTO failover_jobs (job_id, vm_id, job_type, status, source_vm_name)"
            + " VALUES (?, 'x', 'live', 'switching_volume', 'y')",
        "legacy-" + vm.context());

    StatusRow status = operations.status("legacy-" + vm.context()).orElseThrow();

    assertThat(status.source().wire()).isEqualTo("legacy_failover_jobs");
    assertThat(status.progress()).isEqualTo(75);
    assertThat(status.failover().vmName()).isEqualTo("y");
  }

  @Test
  void countsTheBegunStepsOfAJobOfTheOldSystem() {
    String old = "old-" + vm.context();
    vm.execute(
        "INSERT INTO job_tracking (id, job_type, operation, status)"
            + " VALUES (?, 'failover', 'unified-test-failover', 'running')",
        old);
    vm.execute(
        "INSERT INTO job_steps (job_id, name, seq, status) VALUES (?, 'a', 1, 'completed'),"
            + " (?, 'b', 2, 'running')",
        old,
        old);

    StatusRow status = operations.status(old).orElseThrow();

    assertThat(status.steps()).isEqualTo(new StatusRow.Steps(2, 1, 0, 1));
    assertThat(status.progress()).isEqualTo(50);
    assertThat(status.startedAt()).isNull();
    assertThat(status.operation()).isNull();
  }

  @Test
  void carriesTheFailoverRowOfAJob() {
    new FailoverJobs(vm.jdbi()).create(operation, TEST_FAILOVER);

    assertThat(operations.status(vm.context().value()).orElseThrow().failover().status())
        .isEqualTo("pending");
  }

  @Test
  void isBusyOnlyWhileTheLeaseRuns() {
    Leases leases = new Leases(vm.jdbi());
    assertThat(operations.busy(vm.context())).isEmpty();
    long number = leases.acquire(vm.context(), operation.id(), "site", Duration.ofMinutes(1));

    assertThat(operations.busy(vm.context()).map(OperationRow::id)).contains(operation.id());

    leases.release(new OperationRef(operation.id(), vm.context(), vm.name(), number, 1));
    assertThat(operations.busy(vm.context())).isEmpty();
  }

  @Test
  void keepsTheFirstEndAndItsResult() {
    OperationResult result = TestResults.of(operation, End.COMPLETED, "it runs");
    operations.finish(operation, result);
    operations.finish(operation, TestResults.of(operation, End.CANCELLED, "late"));

    assertThat(operations.result(operation.id())).contains(result);
    assertThat(operations.find(operation.id()).orElseThrow().end()).isEqualTo(End.COMPLETED);
    assertThat(operations.of(vm.context(), 5))
        .extracting(OperationRow::isFinished)
        .containsExactly(true);
  }

  @Test
  void summarisesASuccessWithTheKeysOfTheGui() {
    log.planRecorded(operation, TestPlan.of(HOLD));
    log.stepFinished(call(operation, HOLD), StepResult.done("held"));
    operations.finish(operation, TestResults.of(operation, End.COMPLETED, "it runs"));

    JsonNode summary = summary();

    assertThat(summary.fieldNames())
        .toIterable()
        .containsExactly(
            "job_id",
            "external_job_id",
            "operation_type",
            "status",
            "progress",
            "timestamp",
            "steps_completed",
            "steps_total",
            "duration_seconds");
    assertThat(summary.path("operation_type").asText()).isEqualTo("test_failover");
    assertThat(summary.path("status").asText()).isEqualTo("completed");
    assertThat(summary.path("progress").asDouble()).isEqualTo(100);
    assertThat(summary.path("timestamp").asText()).endsWith("Z");
  }

  @Test
  void summarisesAFailureWithoutInnerNames() {
    log.planRecorded(operation, TestPlan.of(HOLD, CREATE));
    log.stepFinished(call(operation, HOLD), StepResult.done("held"));
    String message = "virt-v2v failed on /dev/disk/by-id/virtio-5f3a, see /var/log/x/y.log";
    operations.finish(
        operation,
        TestResults.of(
            operation, End.ROLLED_BACK, "rolled back", failure(1, CREATE, "X", message)));

    JsonNode summary = summary();

    assertThat(summary.path("status").asText()).isEqualTo("failed");
    assertThat(summary.path("progress").asDouble()).isEqualTo(50);
    assertThat(summary.path("failed_step").asText()).isEqualTo("Creating Destination VM");
    assertThat(summary.path("failed_step_internal").asText()).isEqualTo("vm-creation");
    assertThat(summary.path("error_message").asText())
        .doesNotContainIgnoringCase("virt")
        .doesNotContain("/dev/", "/var/");
    assertThat(summary.path("error_severity").asText()).isEqualTo("error");
    assertThat(summary.path("actionable_steps")).isNotEmpty();
  }

  @Test
  void tellsWhatToDoWhenItWasRefused() {
    Reason reason = new Reason("NO_TEST_NETWORK", "no test network for LAN", "Map LAN.");
    operations.finish(operation, TestResults.refused(operation, "refused", reason));

    JsonNode summary = summary();

    assertThat(summary.path("failed_step").asText()).isEqualTo("Pre-flight Validation");
    assertThat(summary.path("error_category").asText()).isEqualTo("network");
    assertThat(summary.path("error_severity").asText()).isEqualTo("warning");
    assertThat(summary.path("actionable_steps").get(0).asText()).isEqualTo("Map LAN.");
  }

  private TrackingSource source(String id) {
    return operations.status(id).orElseThrow().source();
  }

  private JsonNode summary() {
    return Json.readLeniently(
        new Contexts(vm.jdbi()).find(vm.context()).orElseThrow().lastOperationSummary());
  }
}
