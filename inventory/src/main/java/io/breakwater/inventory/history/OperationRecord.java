package io.breakwater.inventory.history;

import io.breakwater.operation.OperationKind;
import io.breakwater.vm.ContextId;
import java.time.Instant;

/**
 * An operation, ours or the old system's, as the tables have it.
 *
 * @param id its row in {@code job_tracking}, or in {@code failover_jobs} for the oldest ones
 * @param context null when the old system did not note it
 * @param state how it ended; RUNNING for what has no end yet, dead or alive
 * @param finishedAt null while there is no end
 * @param startedBy null when nobody was named
 * @param summary how it ended, or the old system's error; null when there is none
 * @param own whether Breakwater carried it out; else the fields after it are null
 * @param result JSON of {@link io.breakwater.operation.OperationResult}; null while there is none
 * @param percent 0 to 100, by the steps of the newest plan
 */
public record OperationRecord(
    String id,
    OperationKind kind,
    ContextId context,
    String vmName,
    State state,
    Instant startedAt,
    Instant finishedAt,
    String startedBy,
    String summary,
    int percent,
    boolean own,
    String workflowId,
    String runId,
    String externalJobId,
    String destinationName,
    String result) {

  /** How operations stand, in the words of the native API. */
  public enum State {
    RUNNING,
    AWAITING_OPERATOR,
    ROLLING_BACK,
    SUCCEEDED,
    ROLLED_BACK,
    REFUSED,
    CLEANUP_REQUIRED,
    CANCELLED,
    /** One of the old system's that did not succeed, or one that was ended from outside. */
    FAILED;

    /** Whether it is under way. */
    public boolean isOpen() {
      return this == RUNNING || this == AWAITING_OPERATOR || this == ROLLING_BACK;
    }
  }
}
