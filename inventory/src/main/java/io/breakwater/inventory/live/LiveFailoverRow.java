package io.breakwater.inventory.live;

import io.breakwater.vm.ContextId;
import io.breakwater.vm.OperationId;
import java.time.Instant;

/**
 * What one live failover did to its source, and how it ended. Every time is null until it happened.
 *
 * @param sourceOffAt when a worker saw the source off, by the worker's clock
 * @param finalSyncJob the replication job that completed with the source off
 * @param startSubmittedAt from then on the destination may hold data that the source does not
 */
public record LiveFailoverRow(
    OperationId operation,
    ContextId context,
    Instant sourceOffAt,
    String finalSyncJob,
    Instant finalSyncAt,
    Instant startSubmittedAt,
    Instant takenBackAt,
    Instant committedAt) {}
