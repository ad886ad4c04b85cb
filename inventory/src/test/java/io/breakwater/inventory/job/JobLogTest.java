package io.breakwater.inventory.job;

import static io.breakwater.inventory.TestPlan.call;
import static io.breakwater.inventory.TestPlan.failure;
import static io.breakwater.inventory.TestPlan.round;
import static io.breakwater.inventory.TestPlan.step;
import static io.breakwater.operation.OperationKind.TEST_FAILOVER;
import static io.breakwater.step.StepResult.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.inventory.Json;
import io.breakwater.inventory.TestDatabase;
import io.breakwater.inventory.TestPlan;
import io.breakwater.inventory.TestResults;
import io.breakwater.inventory.TestVm;
import io.breakwater.inventory.operation.Operations;
import io.breakwater.inventory.operation.StatusRow;
import io.breakwater.inventory.operation.StepRow;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.operation.Progress.StepState;
import io.breakwater.plan.PlannedStep;
import io.breakwater.plan.StepName;
import io.breakwater.step.OperationRef;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JobLogTest {
  private static final PlannedStep HOLD = step("hold", StepName.VALIDATION);
  private static final PlannedStep SNAP_0 = step("snap/0", StepName.SNAPSHOT_CREATION);
  private static final PlannedStep SNAP_1 = step("snap/1", StepName.SNAPSHOT_CREATION);
  private static final PlannedStep CREATE = step("create", StepName.VM_CREATION);
  private static final PlannedStep STOP = step("stop", StepName.TEST_VM_SHUTDOWN);

  private final JobLog log = new JobLog(TestDatabase.jdbi());
  private final Operations operations = new Operations(TestDatabase.jdbi());
  private final TestVm vm = TestVm.create();
  private final OperationRef operation = vm.begin(TEST_FAILOVER);
  private final String job = JobLog.jobId(operation.id());

  @Test
  void opensOneJobThatTheGuiFindsByItsIds() {
    assertThat(
            column("CONCAT_WS(' ', job_type, operation, status, job_category, context_id, owner)"))
        .isEqualTo("failover unified-test-failover running failover " + vm.context() + " system");
    JsonNode metadata = Json.readLeniently(column("metadata"));
    assertThat(metadata.path("vm_name").asText()).isEqualTo(vm.name());
    assertThat(metadata.path("vmware_vm_id").asText()).isEqualTo(vm.vmwareId());
    assertThat(metadata.path("failover_type").asText()).isEqualTo("test");
    assertThat(metadata.path("failover_job_id").asText()).isEqualTo(job);
  }

  @Test
  void failsTheJobOfAnOperationThatDiedWhenTheNextBegins() {
    OperationRef next = vm.begin(TEST_FAILOVER);

    assertThat(column("CONCAT_WS(' ', status, error_message)"))
        .isEqualTo("failed abandoned: operation " + next.id() + " took the VM over");
    assertThat(operations.status(JobLog.jobId(next.id())).orElseThrow().status())
        .isEqualTo("running");
  }

  @Test
  void closesTheJobsThatTheOldSystemLeftRunningWhenARecoveryBegins() {
    String old = UUID.randomUUID().toString();
    vm.execute(
        "INSERT INTO job_tracking (id, job_type, operation, status, started_at, context_id)"
            + " VALUES (?, 'failover', 'unified-test-failover', 'running', NOW(), ?)",
        old,
        vm.context().value());

    vm.begin(TEST_FAILOVER);
    assertThat(statusOf(old)).isEqualTo("running");

    OperationRef recovery = vm.begin(OperationKind.RECOVERY);
    assertThat(statusOf(old)).isEqualTo("failed");
    assertThat(
            vm.query(
                String.class,
                "SELECT operation FROM job_tracking WHERE id = ?",
                JobLog.jobId(recovery.id())))
        .isEqualTo("failed-execution-cleanup");
  }

  private String statusOf(String jobId) {
    return vm.query(String.class, "SELECT status FROM job_tracking WHERE id = ?", jobId);
  }

  @Test
  void knowsTheTotalBeforeTheFirstStepBegins() {
    log.planRecorded(operation, TestPlan.of(HOLD, SNAP_0, SNAP_1, CREATE));

    assertThat(steps()).isEqualTo(new StatusRow.Steps(3, 0, 0, 0));
    assertThat(Json.readLeniently(column("metadata")).path("total_steps").asInt()).isEqualTo(3);
    assertThat(jobSteps()).isEmpty();
  }

  @Test
  void numbersJobStepsByThePlanHoweverTheyBegin() {
    log.planRecorded(operation, TestPlan.of(HOLD, SNAP_0, SNAP_1, CREATE));

    log.stepStarted(call(operation, CREATE), 1);
    log.stepStarted(call(operation, SNAP_1), 1);
    log.stepFinished(call(operation, SNAP_1), done("took it"));

    assertThat(jobSteps())
        .containsExactly("2 multi-volume-snapshot-creation running", "3 vm-creation running");
    assertThat(steps()).isEqualTo(new StatusRow.Steps(3, 0, 0, 2));
  }

  @Test
  void completesAJobStepWithItsLastStepAndCountsIt() {
    log.planRecorded(operation, TestPlan.of(HOLD, SNAP_0, SNAP_1, CREATE));
    for (PlannedStep step : List.of(HOLD, SNAP_0, SNAP_1)) {
      log.stepStarted(call(operation, step), 1);
      log.stepFinished(call(operation, step), done("did it"));
      log.stepFinished(call(operation, step), done("did it"));
    }

    assertThat(jobSteps())
        .containsExactly("1 validation completed", "2 multi-volume-snapshot-creation completed");
    assertThat(column("percent_complete")).isEqualTo("66");
    assertThat(logged("Title of snap/0: did it")).isEqualTo(1);
  }

  @Test
  void staysRunningWhileAttemptsFailAndFailsForGoodOnce() {
    log.planRecorded(operation, TestPlan.of(HOLD));
    log.stepStarted(call(operation, HOLD), 1);
    log.attemptFailed(call(operation, HOLD), 1, "CloudStackUnavailable", "503");
    assertThat(jobSteps()).containsExactly("1 validation running");

    log.stepFailed(operation, failure(1, HOLD, "Timeout", "out of budget"));
    log.stepFailed(operation, failure(1, HOLD, "Timeout", "out of budget"));

    assertThat(jobSteps()).containsExactly("1 validation failed");
    assertThat(steps()).isEqualTo(new StatusRow.Steps(1, 0, 1, 0));
    assertThat(operations.steps(operation.id()).get(0).detail()).contains("out of budget");
    assertThat(logged("Title of hold: out of budget")).isEqualTo(1);
  }

  @Test
  void goesOnCountingInTheNextRound() {
    log.planRecorded(operation, TestPlan.of(HOLD, SNAP_0, CREATE));
    finish(operation, HOLD);
    log.stepStarted(call(operation, SNAP_0), 1);
    log.stepFailed(operation, failure(1, SNAP_0, "CloudStackError:431", "no"));
    OperationRef second = round(operation, 2);

    log.planRecorded(second, TestPlan.of(STOP, HOLD));
    finish(second, HOLD);

    assertThat(jobSteps())
        .containsExactly(
            "1 validation completed",
            "2 multi-volume-snapshot-creation failed",
            "5 validation completed");
    assertThat(steps()).isEqualTo(new StatusRow.Steps(4, 2, 1, 0));
    assertThat(operations.steps(operation.id()))
        .extracting(StepRow::state)
        .containsExactly(
            StepState.DONE, StepState.FAILED, StepState.SKIPPED, StepState.PENDING, StepState.DONE);
  }

  @Test
  void takesTheNewestPlanOfARoundUntilItsStepsBegin() {
    log.planRecorded(operation, TestPlan.of(HOLD, SNAP_0));
    log.planRecorded(operation, TestPlan.of(CREATE));
    assertThat(operations.steps(operation.id()))
        .extracting(StepRow::stepId)
        .containsExactly("create");

    log.stepStarted(call(operation, CREATE), 1);
    log.planRecorded(operation, TestPlan.of(HOLD, SNAP_0));

    assertThat(operations.steps(operation.id()))
        .extracting(StepRow::stepId)
        .containsExactly("create");
  }

  @Test
  void recordsAStepThatNoPlanNamed() {
    log.planRecorded(operation, TestPlan.of(HOLD));

    finish(operation, CREATE);

    assertThat(jobSteps()).containsExactly("2 vm-creation completed");
    assertThat(steps().total()).isEqualTo(2);
  }

  @Test
  void doesNotReviveAStepThatEnded() {
    log.planRecorded(operation, TestPlan.of(HOLD));
    finish(operation, HOLD);

    log.stepStarted(call(operation, HOLD), 2);
    log.stepFailed(operation, failure(1, HOLD, "Timeout", "the answer was lost"));

    assertThat(operations.steps(operation.id()).get(0).state()).isEqualTo(StepState.DONE);
    assertThat(jobSteps()).containsExactly("1 validation completed");
  }

  @Test
  void countsRightWhenManyStepsEndAtTheSameMoment() {
    List<StepName> names =
        List.of(
            StepName.VALIDATION,
            StepName.SNAPSHOT_CREATION,
            StepName.VM_CREATION,
            StepName.VM_STARTUP);
    List<PlannedStep> steps =
        IntStream.range(0, 12).mapToObj(i -> step("s" + i, names.get(i % 4))).toList();
    log.planRecorded(operation, TestPlan.of(steps.toArray(PlannedStep[]::new)));

    Stream<CompletableFuture<Void>> work =
        steps.stream().map(s -> CompletableFuture.runAsync(() -> finish(operation, s)));
    work.toList().forEach(CompletableFuture::join);

    assertThat(steps()).isEqualTo(new StatusRow.Steps(4, 4, 0, 0));
    assertThat(column("percent_complete")).isEqualTo("100");
  }

  @Test
  void keepsTheFirstEndAndLeavesNothingRunning() {
    log.planRecorded(operation, TestPlan.of(HOLD, CREATE));
    log.stepStarted(call(operation, HOLD), 1);

    log.finish(operation, TestResults.of(operation, End.CANCELLED, "cancelled by anna"));
    log.finish(operation, TestResults.of(operation, End.COMPLETED, "all good"));

    assertThat(column("CONCAT_WS(' ', status, error_message, canceled_at IS NOT NULL)"))
        .isEqualTo("cancelled cancelled by anna 1");
    assertThat(jobSteps()).containsExactly("1 validation skipped");
    assertThat(operations.steps(operation.id()))
        .extracting(StepRow::state)
        .containsOnly(StepState.SKIPPED);
  }

  @Test
  void writesTheSameLineOnce() {
    for (int i = 0; i < 2; i++) {
      log.event(operation.id(), JobLog.Level.WARN, "found an orphan", Map.of("machine", "m-1"));
    }
    log.event(operation.id(), JobLog.Level.WARN, "found an orphan", Map.of("machine", "m-2"));

    assertThat(logged("found an orphan")).isEqualTo(2);
  }

  @Test
  void saysThatAnOperationWasNeverBegun() {
    assertThatThrownBy(() -> log.planRecorded(vm.operation(), TestPlan.of(HOLD)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("never begun");
  }

  private void finish(OperationRef in, PlannedStep step) {
    log.stepStarted(call(in, step), 1);
    log.stepFinished(call(in, step), done("did it"));
  }

  private StatusRow.Steps steps() {
    return operations.status(job).orElseThrow().steps();
  }

  private String column(String expression) {
    return vm.query(String.class, "SELECT " + expression + " FROM job_tracking WHERE id = ?", job);
  }

  private int logged(String message) {
    return vm.query(
        Integer.class,
        "SELECT COUNT(*) FROM log_events WHERE job_id = ? AND message = ?",
        job,
        message);
  }

  private List<String> jobSteps() {
    return vm.jdbi()
        .withHandle(
            handle ->
                handle
                    .select(
                        "SELECT CONCAT_WS(' ', seq, name, status) FROM job_steps"
                            + " WHERE job_id = ? ORDER BY seq",
                        job)
                    .mapTo(String.class)
                    .list());
  }
}
