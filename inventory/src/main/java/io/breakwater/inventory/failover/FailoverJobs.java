package io.breakwater.inventory.failover;

import io.breakwater.inventory.NotYet;
import io.breakwater.step.OperationRef;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.MachineId;
import io.breakwater.vm.OperationId;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** {@code failover_jobs}: one row per failover, its status only climbs. Thread-safe. */
public final class FailoverJobs {
  public FailoverJobs(Jdbi jdbi) {}

  /** Opens the row of a test failover, pending, with the description of the source. Idempotent. */
  public void create(OperationRef operation) {
    NotYet.written();
  }

  /** Moves the operation's own row up the ladder; never down, and never out of its end. */
  public void climb(OperationId operation, FailoverStatus status) {
    NotYet.written();
  }

  /** Records the destination in the operation's own row. */
  public void destination(OperationId operation, MachineId machine) {
    NotYet.written();
  }

  /** Ends the operation's own row with the message unless it has ended or its destination runs. */
  public void fail(OperationId operation, String message) {
    NotYet.written();
  }

  /**
   * Moves the row of the failover that a cleanup takes back up the ladder. Which row that is, is
   * decided at the first call of an operation: the newest of the VM that was not taken back and did
   * not fail.
   *
   * @return false when there is no such row
   */
  public boolean climbCleanup(OperationRef cleanup, FailoverStatus status) {
    return NotYet.written();
  }

  /**
   * Fails the VM's older rows that stand in the middle of the ladder although nothing works on them
   * any more; they would keep the old system from deleting replication jobs.
   */
  public void failStale(OperationRef operation, String message) {
    NotYet.written();
  }

  /**
   * The newest operation of ours that brought a destination up and was not taken back completely.
   */
  public Optional<OperationId> lastFailover(ContextId context) {
    return NotYet.written();
  }
}
