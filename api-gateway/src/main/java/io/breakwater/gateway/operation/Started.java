package io.breakwater.gateway.operation;

import java.time.Instant;

/**
 * An operation that Temporal accepted.
 *
 * @param runId also the operation's id
 * @param jobId the external id by which its status is asked for
 * @param at when it started by Temporal's clock
 */
public record Started(String workflowId, String runId, String jobId, Instant at) {}
