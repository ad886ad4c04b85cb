package io.breakwater.inventory.context;

import io.breakwater.inventory.NotYet;
import io.breakwater.operation.Candidate;
import io.breakwater.step.OperationRef;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.ContextStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** {@code vm_replication_contexts}: the protected VMs and their status. Thread-safe. */
public final class Contexts {
  public Contexts(Jdbi jdbi) {}

  /**
   * Every context with exactly this VM name or this id. Names differ by case and accents, although
   * the database's collation would let them pass as one.
   */
  public List<Candidate> resolve(String nameOrContextId) {
    return NotYet.written();
  }

  public Optional<ContextRow> find(ContextId context) {
    return NotYet.written();
  }

  /** All contexts by VM name. */
  public List<ContextRow> list() {
    return NotYet.written();
  }

  /** The machine groups that contexts belong to; contexts without groups are left out. */
  public Map<ContextId, List<Group>> groups() {
    return NotYet.written();
  }

  /**
   * Sets {@code cleanup_required}, which keeps the old scheduler away, and remembers the status
   * before with the operation. Idempotent. Also records the VM's volumes as protected.
   *
   * @return the status before the hold
   * @throws ReplicationActive when a replication runs; nothing is changed then
   */
  public ContextStatus hold(OperationRef operation) {
    return NotYet.written();
  }

  /** Sets the status, whatever it was. */
  public void setStatus(ContextId context, ContextStatus status) {
    NotYet.written();
  }

  /**
   * Puts the status back that the operation's hold found, when it still says {@code
   * cleanup_required}; nothing happens when the operation holds nothing.
   */
  public void restoreStatus(OperationRef operation) {
    NotYet.written();
  }

  /** Empties {@code current_job_id}. */
  public void clearCurrentJob(ContextId context) {
    NotYet.written();
  }

  /** A machine group. */
  public record Group(String id, String name, int priority, boolean enabled) {}
}
