package io.breakwater.gateway.failover;

import io.breakwater.gateway.operation.Started;
import io.breakwater.gateway.operation.TemporalOperations;
import io.breakwater.operation.Candidate;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationNames;
import io.breakwater.plan.Goal;
import java.time.Clock;

/**
 * Starts test failovers. The job id is made here and stored as it is; the destination is named by
 * when Temporal started the operation.
 */
final class TestStarter {
  private final TemporalOperations operations;
  private final Clock clock;

  TestStarter(TemporalOperations operations, Clock clock) {
    this.operations = operations;
    this.clock = clock;
  }

  StartedTest start(Candidate vm, TestOptions options, String requestedBy) {
    String jobId = JobIds.of(OperationKind.TEST_FAILOVER, vm.vmName(), clock.instant());
    Started started =
        operations.start(
            OperationKind.TEST_FAILOVER, vm, options.toRequest(vm.contextId(), jobId, requestedBy));
    return new StartedTest(
        started,
        OperationNames.destination(Goal.FAILED_OVER_TEST, vm.vmName(), started.at()),
        "test-failover-" + vm.vmName() + "-" + started.at().getEpochSecond());
  }

  /**
   * A test failover that runs.
   *
   * @param snapshotName shown for the old clients; snapshots have other names
   */
  record StartedTest(Started operation, String destinationName, String snapshotName) {}
}
