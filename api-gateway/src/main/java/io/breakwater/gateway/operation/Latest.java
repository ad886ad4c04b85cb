package io.breakwater.gateway.operation;

import java.time.Instant;

/**
 * The newest operation on a VM, as Temporal has it.
 *
 * @param jobId the external id; null when it was not started through the gateway
 * @param type the workflow type
 * @param status in the words of {@code job_tracking}: running, completed, failed or cancelled
 * @param closedAt null while it runs
 */
public record Latest(
    String workflowId,
    String runId,
    String jobId,
    String type,
    String status,
    Instant startedAt,
    Instant closedAt) {

  /** Whether it is under way. */
  public boolean isRunning() {
    return closedAt == null;
  }

  Latest asRunning() {
    return new Latest(workflowId, runId, jobId, type, "running", startedAt, null);
  }

  /** The same as what is awaited. */
  public Started asStarted() {
    return new Started(workflowId, runId, jobId, startedAt);
  }
}
