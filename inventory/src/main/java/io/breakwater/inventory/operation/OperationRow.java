package io.breakwater.inventory.operation;

import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.ContextStatus;
import io.breakwater.vm.OperationId;
import java.time.Instant;

/**
 * An operation of ours.
 *
 * @param jobId its row in {@code job_tracking}
 * @param statusBefore the context's status before the hold; null before the hold
 * @param stepsTotal steps by the old system's names that are done or planned; 0 before the plan
 * @param end null while it has not ended
 * @param summary null while it has not ended
 */
public record OperationRow(
    OperationId id,
    OperationKind kind,
    ContextId context,
    String vmName,
    String workflowId,
    String runId,
    String externalJobId,
    String jobId,
    String requestedBy,
    String destinationName,
    ContextStatus statusBefore,
    int stepsTotal,
    Instant startedAt,
    Instant finishedAt,
    End end,
    String summary) {
  public boolean isFinished() {
    return finishedAt != null;
  }
}
