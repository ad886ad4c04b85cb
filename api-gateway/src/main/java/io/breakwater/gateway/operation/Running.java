package io.breakwater.gateway.operation;

import io.breakwater.inventory.history.OperationRecord.State;
import io.breakwater.operation.OperationKind;
import io.breakwater.vm.ContextId;
import java.time.Instant;

/**
 * An operation that Temporal says is under way.
 *
 * @param id the operation's id: its first run
 * @param runId the present run, another one after a reset
 * @param jobId the external job id; null when it was not started through the gateway
 */
public record Running(
    String id,
    String workflowId,
    String runId,
    ContextId context,
    OperationKind kind,
    String vmName,
    State state,
    Instant startedAt,
    String jobId) {}
