package io.breakwater.inventory.job;

import static io.breakwater.inventory.TestPlan.call;
import static io.breakwater.inventory.TestPlan.step;
import static io.breakwater.operation.OperationKind.CLEANUP;
import static io.breakwater.operation.OperationKind.TEST_FAILOVER;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.inventory.TestDatabase;
import io.breakwater.inventory.TestVm;
import io.breakwater.plan.PlannedStep;
import io.breakwater.plan.StepName;
import io.breakwater.step.OperationRef;
import io.breakwater.step.StepResult;
import org.junit.jupiter.api.Test;

/** A worker that stood still wakes up after another operation took the VM over. */
class LateAttemptTest {
  private static final PlannedStep SNAP_0 = step("snap/0", StepName.SNAPSHOT_CREATION);
  private static final PlannedStep SNAP_1 = step("snap/1", StepName.SNAPSHOT_CREATION);
  private static final PlannedStep CREATE = step("create", StepName.VM_CREATION);

  private final JobLog log = new JobLog(TestDatabase.jdbi());
  private final TestVm vm = TestVm.create();
  private final OperationRef operation = vm.begin(TEST_FAILOVER);

  @Test
  void leavesNothingRunningInAJobThatWasClosed() {
    log.stepStarted(call(operation, SNAP_0), 1);
    log.stepStarted(call(operation, SNAP_1), 1);
    vm.begin(CLEANUP);

    log.stepFinished(call(operation, SNAP_0), StepResult.done("late"));
    log.stepStarted(call(operation, CREATE), 1);

    assertThat(statuses()).isEqualTo("failed");
  }

  private String statuses() {
    return vm.query(
        String.class,
        "SELECT GROUP_CONCAT(status) FROM job_steps WHERE job_id = ?",
        JobLog.jobId(operation.id()));
  }
}
