package io.breakwater.inventory.context;

import io.breakwater.operation.Candidate;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.ContextStatus;
import io.breakwater.vm.OperationId;
import java.time.Instant;

/**
 * A row of {@code vm_replication_contexts}.
 *
 * @param storedStatus {@code current_status} as it stands in the database
 * @param hold the unfinished operation that keeps the scheduler away; null when none does
 * @param currentJobId {@code current_job_id}; may name a job that ended; null when none
 * @param lastOperationSummary JSON; null when no operation ended yet
 */
public record ContextRow(
    ContextId id,
    String vmName,
    String vcenterHost,
    String vmwareVmId,
    String vmPath,
    String datacenter,
    ContextStatus storedStatus,
    Hold hold,
    String currentJobId,
    String lastSuccessfulJobId,
    Integer cpuCount,
    Integer memoryMb,
    String osType,
    String powerState,
    String vmToolsVersion,
    Counters counters,
    boolean schedulerEnabled,
    Instant createdAt,
    Instant updatedAt,
    Instant lastStatusChange,
    String lastOperationSummary) {

  /**
   * An operation that set the status to {@code cleanup_required} and has not ended; it may be dead.
   *
   * @param before the status that the first operation of the chain found
   */
  public record Hold(OperationId operation, ContextStatus before) {}

  /** How often it was replicated. */
  public record Counters(int total, int successful, int failed, Instant firstAt, Instant lastAt) {}

  /** The status, or the one before the hold. */
  public ContextStatus status() {
    return hold == null ? storedStatus : hold.before();
  }

  /** What a name may mean. */
  public Candidate candidate() {
    return new Candidate(id, vmName, vcenterHost, vmwareVmId, status());
  }
}
