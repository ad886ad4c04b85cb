package io.breakwater.inventory.request;

import java.time.Instant;

/**
 * A start that was asked for through the gateway.
 *
 * @param keyHash of the caller and the Idempotency-Key; null when none was sent
 * @param bodyHash of what was asked for
 * @param kind an {@link io.breakwater.operation.OperationKind}, or BATCH
 * @param contextId null for a batch
 * @param vmName null for a batch
 * @param externalJobId null for a batch
 * @param runId null until Temporal answered
 */
public record StartRow(
    String startId,
    String keyHash,
    String bodyHash,
    String kind,
    String contextId,
    String vmName,
    String externalJobId,
    String actor,
    String reason,
    String workflowId,
    String runId,
    Instant requestedAt) {}
