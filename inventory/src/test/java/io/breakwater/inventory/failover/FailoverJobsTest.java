package io.breakwater.inventory.failover;

import static io.breakwater.operation.OperationKind.CLEANUP;
import static io.breakwater.operation.OperationKind.TEST_FAILOVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.inventory.Json;
import io.breakwater.inventory.TestDatabase;
import io.breakwater.inventory.TestVm;
import io.breakwater.inventory.job.JobLog;
import io.breakwater.step.OperationRef;
import io.breakwater.vm.MachineId;
import org.junit.jupiter.api.Test;

class FailoverJobsTest {
  private final FailoverJobs jobs = new FailoverJobs(TestDatabase.jdbi());
  private final TestVm vm = TestVm.create().withDisk("disk-2001").withDisk("disk-2000");
  private final OperationRef test = vm.begin(TEST_FAILOVER);

  @Test
  void opensTheRowAsOtherProgramsExpectIt() {
    jobs.create(test, TEST_FAILOVER);
    jobs.create(test, TEST_FAILOVER);

    assertThat(
            vm.query(
                String.class,
                "SELECT CONCAT_WS(' ', vm_context_id, vm_id, replication_job_id, job_type, status,"
                    + " source_vm_name) FROM failover_jobs WHERE job_id = ?",
                JobLog.jobId(test.id())))
        .isEqualTo(
            String.join(
                " ",
                vm.context().value(),
                vm.vmwareId(),
                vm.firstJob(),
                "test",
                "pending",
                vm.name()));
    JsonNode spec = Json.readLeniently(column("source_vm_spec", test));
    assertThat(spec.path("total_disk_count").asInt()).isEqualTo(2);
    assertThat(spec.path("disks").get(0).path("is_root").asBoolean()).isTrue();
    assertThat(spec.path("root_disk_size_gb").asInt()).isEqualTo(40);
  }

  @Test
  void climbsAndNeverGoesDown() {
    jobs.create(test, TEST_FAILOVER);

    jobs.climb(test.id(), FailoverStatus.creating_vm);
    jobs.climb(test.id(), FailoverStatus.snapshotting);
    assertThat(status(test)).isEqualTo("creating_vm");

    jobs.destination(test.id(), new MachineId("m-1"));
    jobs.climb(test.id(), FailoverStatus.completed);
    jobs.climb(test.id(), FailoverStatus.powering_on);

    assertThat(status(test)).isEqualTo("completed");
    assertThat(column("destination_vm_id", test)).isEqualTo("m-1");
    assertThat(column("completed_at", test)).isNotNull();
    assertThatThrownBy(() -> jobs.climb(test.id(), FailoverStatus.cleaning_up))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void keepsTheFirstFailureForGood() {
    jobs.create(test, TEST_FAILOVER);
    jobs.climb(test.id(), FailoverStatus.creating_vm);

    jobs.fail(test.id(), "the deploy failed");
    jobs.fail(test.id(), "something else");
    jobs.climb(test.id(), FailoverStatus.completed);

    assertThat(status(test)).isEqualTo("failed");
    assertThat(column("error_message", test)).isEqualTo("the deploy failed");
    assertThat(column("completed_at", test)).isNotNull();
  }

  @Test
  void takesTheNewestFailoverBackAndTouchesNoOlderOne() {
    OperationRef older = completed();
    OperationRef newest = completed();
    OperationRef refused = vm.begin(TEST_FAILOVER);
    jobs.create(refused, TEST_FAILOVER);
    jobs.fail(refused.id(), "already failed over");
    OperationRef cleanup = vm.begin(CLEANUP);

    assertThat(jobs.climbCleanup(cleanup, FailoverStatus.vm_shutdown_complete)).isTrue();
    assertThat(jobs.climbCleanup(cleanup, FailoverStatus.cleaning_up)).isTrue();
    assertThat(status(newest)).isEqualTo("vm_shutdown_complete");
    jobs.climbCleanup(cleanup, FailoverStatus.cleanup_completed);
    jobs.climbCleanup(cleanup, FailoverStatus.cleanup_completed);

    assertThat(status(newest)).isEqualTo("cleanup_completed");
    assertThat(status(older)).isEqualTo("completed");
    assertThat(status(refused)).isEqualTo("failed");
  }

  @Test
  void takesAFailoverOfTheOldSystemBack() {
    vm.execute(
        "INSERT INTO failover_jobs (job_id, vm_id, job_type, status, source_vm_name)"
            + " VALUES (?, ?, 'test', 'pending', 'x')",
        "old-" + vm.context(),
        vm.vmwareId());

    assertThat(jobs.climbCleanup(vm.begin(CLEANUP), FailoverStatus.cleanup_completed)).isTrue();

    assertThat(
            vm.query(
                String.class,
                "SELECT status FROM failover_jobs WHERE job_id = ?",
                "old-" + vm.context()))
        .isEqualTo("cleanup_completed");
  }

  @Test
  void hasNothingToTakeBackWithoutAFailover() {
    assertThat(jobs.climbCleanup(vm.begin(CLEANUP), FailoverStatus.cleaning_up)).isFalse();
  }

  @Test
  void failsDeadRowsButNeitherItsOwnNorTheOneTakenBack() {
    OperationRef dead = vm.begin(TEST_FAILOVER);
    jobs.create(dead, TEST_FAILOVER);
    jobs.climb(dead.id(), FailoverStatus.snapshotting);
    OperationRef done = completed();
    OperationRef cleanup = vm.begin(CLEANUP);
    jobs.climbCleanup(cleanup, FailoverStatus.cleaning_up);

    jobs.failStale(cleanup, "its operation died");

    assertThat(status(dead)).isEqualTo("failed");
    assertThat(column("error_message", dead)).isEqualTo("its operation died");
    assertThat(status(done)).isEqualTo("cleaning_up");
  }

  @Test
  void goesOnWithAFailoverWhoseCleanupDied() {
    OperationRef up = completed();
    jobs.climbCleanup(vm.begin(CLEANUP), FailoverStatus.vm_shutdown_complete);
    OperationRef next = vm.begin(CLEANUP);

    jobs.failStale(next, "given up");

    assertThat(jobs.lastFailover(vm.context())).contains(up.id());
    assertThat(jobs.climbCleanup(next, FailoverStatus.cleanup_completed)).isTrue();
    assertThat(status(up)).isEqualTo("cleanup_completed");
  }

  @Test
  void knowsTheFailoverThatIsStillUp() {
    assertThat(jobs.lastFailover(vm.context())).isEmpty();
    OperationRef up = completed();
    assertThat(jobs.lastFailover(vm.context())).contains(up.id());
    OperationRef cleanup = vm.begin(CLEANUP);

    jobs.climbCleanup(cleanup, FailoverStatus.snapshot_rollback_complete);
    assertThat(jobs.lastFailover(vm.context())).contains(up.id());
    jobs.climbCleanup(cleanup, FailoverStatus.cleanup_completed);

    assertThat(jobs.lastFailover(vm.context())).isEmpty();
  }

  private OperationRef completed() {
    OperationRef operation = vm.begin(TEST_FAILOVER);
    jobs.create(operation, TEST_FAILOVER);
    jobs.climb(operation.id(), FailoverStatus.completed);
    return operation;
  }

  private String status(OperationRef operation) {
    return column("status", operation);
  }

  private String column(String column, OperationRef operation) {
    return vm.query(
        String.class,
        "SELECT " + column + " FROM failover_jobs WHERE job_id = ?",
        JobLog.jobId(operation.id()));
  }
}
