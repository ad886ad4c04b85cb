package io.breakwater.gateway.failover;

import io.breakwater.gateway.operation.Started;
import io.breakwater.gateway.operation.TemporalOperations;
import io.breakwater.operation.Candidate;
import io.breakwater.operation.OperationNames;
import io.breakwater.operation.OperationRequest;
import java.time.Clock;

/**
 * Starts failovers. The job id is made here and stored as it is; a test destination is named by
 * when Temporal started the operation, a live one as its source.
 */
final class FailoverStarter {
  private final TemporalOperations operations;
  private final Clock clock;

  FailoverStarter(TemporalOperations operations, Clock clock) {
    this.operations = operations;
    this.clock = clock;
  }

  OperationRequest request(Candidate vm, FailoverOptions options, String requestedBy) {
    String jobId = JobIds.of(options.kind(), vm.vmName(), clock.instant());
    return options.toRequest(vm.contextId(), jobId, requestedBy);
  }

  StartedFailover start(Candidate vm, FailoverOptions options, OperationRequest request) {
    Started started = operations.start(options.kind(), vm, request);
    return new StartedFailover(
        started,
        OperationNames.destination(options.kind().goal(), vm.vmName(), started.at()),
        "test-failover-" + vm.vmName() + "-" + started.at().getEpochSecond());
  }

  /**
   * A failover that runs.
   *
   * @param snapshotName shown for the old clients, which know this one for live failovers as well;
   *     snapshots have other names
   */
  record StartedFailover(Started operation, String destinationName, String snapshotName) {}
}
