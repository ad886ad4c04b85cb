package io.breakwater.inventory.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.inventory.TestDatabase;
import io.breakwater.inventory.TestPlan;
import io.breakwater.inventory.TestResults;
import io.breakwater.inventory.TestVm;
import io.breakwater.inventory.audit.Audit;
import io.breakwater.inventory.history.OperationFilter.Cursor;
import io.breakwater.inventory.history.OperationRecord.State;
import io.breakwater.inventory.job.JobLog;
import io.breakwater.inventory.operation.Operations;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.operation.Progress.StepState;
import io.breakwater.plan.StepName;
import io.breakwater.step.OperationActivities.AuditEntry;
import io.breakwater.step.OperationRef;
import io.breakwater.step.StepResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

class OperationHistoryTest {
  private final Jdbi jdbi = TestDatabase.jdbi();
  private final OperationHistory history = new OperationHistory(jdbi);
  private final TestVm vm = TestVm.create();

  @Test
  void listsOursAndTheOldSystemsNewestFirst() {
    String old = oldJob("unified-live-failover", "failed", "2020-01-02 03:04:05");
    OperationRef own = vm.begin(OperationKind.TEST_FAILOVER);

    List<OperationRecord> page = history.page(OperationFilter.ofVm(vm.context().value(), 10));

    assertThat(page).extracting(OperationRecord::id).containsExactly(own.id().value(), old);
    assertThat(page)
        .extracting(OperationRecord::state)
        .containsExactly(State.RUNNING, State.FAILED);
    assertThat(page.get(1).kind()).isEqualTo(OperationKind.LIVE_FAILOVER);
    assertThat(page.get(1).startedAt()).isEqualTo("2020-01-02T03:04:05Z");
    assertThat(page.get(1).vmName()).isEqualTo(vm.name());
  }

  @Test
  void knowsJobsThatTheOldestEngineOnlyNotedAsFailover() {
    String id = UUID.randomUUID().toString();
    vm.execute(
        "INSERT INTO failover_jobs (vm_context_id, job_id, vm_id, job_type, status,"
            + " source_vm_name) VALUES (?, ?, 'x', 'test', 'failed', ?)",
        vm.context().value(),
        id,
        vm.name());

    assertThat(history.find(id))
        .hasValueSatisfying(
            found -> {
              assertThat(found.state()).isEqualTo(State.FAILED);
              assertThat(found.own()).isFalse();
            });
  }

  @Test
  void turnsPages() {
    String older = oldJob("unified-test-failover", "completed", "2020-01-01 00:00:00");
    String newer = oldJob("unified-test-failover", "completed", "2020-01-02 00:00:00");

    OperationRecord first = history.page(OperationFilter.ofVm(vm.name(), 1)).get(0);
    List<OperationRecord> second =
        history.page(
            new OperationFilter(
                vm.name(), null, null, null, null, new Cursor(first.startedAt(), first.id()), 5));

    assertThat(first.id()).isEqualTo(newer);
    assertThat(second).extracting(OperationRecord::id).containsExactly(older);
  }

  @Test
  void filtersByKindStateAndTime() {
    oldJob("unified-test-failover", "completed", "2020-01-01 00:00:00");
    String meant = oldJob("enhanced-test-failover-rollback", "failed", "2020-01-02 00:00:00");
    oldJob("enhanced-test-failover-rollback", "failed", "2020-01-03 00:00:00");

    List<OperationRecord> found =
        history.page(
            new OperationFilter(
                vm.name(),
                OperationKind.ROLLBACK,
                State.FAILED,
                Instant.parse("2020-01-02T00:00:00Z"),
                Instant.parse("2020-01-03T00:00:00Z"),
                null,
                10));

    assertThat(found).extracting(OperationRecord::id).containsExactly(meant);
  }

  @Test
  void keepsWhatAPlanOrders() {
    OperationRef operation = vm.begin(OperationKind.CLEANUP);
    JobLog log = new JobLog(jdbi);
    log.planRecorded(
        operation,
        TestPlan.of(
            TestPlan.step("hold", StepName.VALIDATION),
            TestPlan.snapshot("snap/disk-1", "disk-1", "hold")));
    log.stepStarted(TestPlan.call(operation, TestPlan.step("hold", StepName.VALIDATION)), 1);
    log.stepFinished(
        TestPlan.call(operation, TestPlan.step("hold", StepName.VALIDATION)),
        StepResult.done("held"));

    OperationRecord found = history.find(operation.id().value()).orElseThrow();
    List<RecordedStep> steps = history.steps(found);

    assertThat(found.percent()).isEqualTo(50);
    assertThat(steps).extracting(RecordedStep::lane).containsExactly("vm", "disk-1");
    assertThat(steps.get(1).needs()).containsExactly("hold");
    assertThat(steps.get(0).state()).isEqualTo(StepState.DONE);
    assertThat(steps.get(0).detail()).isEqualTo("held");
  }

  @Test
  void tellsHowOursEnded() {
    OperationRef operation = vm.begin(OperationKind.CLEANUP);

    new Operations(jdbi).finish(operation, TestResults.of(operation, End.ROLLED_BACK, "back"));

    OperationRecord found = history.find(operation.id().value()).orElseThrow();
    assertThat(found.state()).isEqualTo(State.ROLLED_BACK);
    assertThat(found.finishedAt()).isNotNull();
    assertThat(found.result()).contains("ROLLED_BACK");
  }

  @Test
  void tellsEventsAndWhoDidWhatInOrder() {
    OperationRef operation = vm.begin(OperationKind.CLEANUP);
    new Audit(jdbi)
        .record(
            operation,
            new AuditEntry(Instant.parse("2026-01-01T00:00:00Z"), "STARTED Cleanup", "eve", "why"));
    JobLog log = new JobLog(jdbi);
    log.event(operation.id(), JobLog.Level.INFO, "seen", java.util.Map.of());
    log.event(
        operation.id(),
        JobLog.Level.WARN,
        "STARTED Cleanup",
        java.util.Map.of("at", "2026-01-01T00:00:00Z", "by", "eve", "why", "why"));

    List<RecordedEvent> events = history.events(operation.id().value());

    assertThat(events).extracting(RecordedEvent::text).containsExactly("Started: why", "seen");
    assertThat(events.get(0).actor()).isEqualTo("eve");
    assertThat(history.reason(operation.id().value())).contains("why");
  }

  @Test
  void expectsWhatTheSameVmTookBefore() {
    OperationRef operation = vm.begin(OperationKind.CLEANUP);
    vm.execute(
        "INSERT INTO breakwater_steps (operation_id, round, step_id, seq, job_seq, name, title,"
            + " state, started_at, finished_at) VALUES (?, 1, 'odd-step/disk-1', 1, 1, 'x', 'x',"
            + " 'done', '2026-01-01 00:00:00', '2026-01-01 00:00:42')",
        operation.id().value());

    StepTimes.Expected expected = new StepTimes(jdbi).expected();

    assertThat(expected.of(vm.context(), "odd-step/disk-9")).isEqualTo(Duration.ofSeconds(42));
    assertThat(StepTimes.Expected.asRecorded().of(null, "take-snapshot/a"))
        .isEqualTo(Duration.ofMillis(2200));
  }

  private String oldJob(String operation, String status, String at) {
    String id = UUID.randomUUID().toString();
    vm.execute(
        "INSERT INTO job_tracking (id, job_type, operation, status, started_at, completed_at,"
            + " context_id, owner, metadata) VALUES (?, 'failover', ?, ?, ?, ?, ?, 'system', '{}')",
        id,
        operation,
        status,
        at,
        at,
        vm.context().value());
    return id;
  }
}
