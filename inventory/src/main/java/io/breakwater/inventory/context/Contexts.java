package io.breakwater.inventory.context;

import io.breakwater.inventory.Transactions;
import io.breakwater.inventory.context.ContextRow.Hold;
import io.breakwater.inventory.disk.Disks;
import io.breakwater.inventory.replication.Replications;
import io.breakwater.operation.Candidate;
import io.breakwater.step.OperationRef;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.ContextStatus;
import io.breakwater.vm.OperationId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** {@code vm_replication_contexts}: the protected VMs and their status. Thread-safe. */
public final class Contexts {
  private static final String SELECT = "SELECT * FROM vm_replication_contexts";

  private static final String LOCK =
      "SELECT current_status FROM vm_replication_contexts WHERE context_id = :context FOR UPDATE";

  private static final String SET_STATUS =
      "UPDATE vm_replication_contexts SET current_status = :status,"
          + " last_status_change = CURRENT_TIMESTAMP WHERE context_id = :context"
          + " AND current_status <> :status";

  /** The old appliance starts no replication of a VM that has a current job, ended or not. */
  private static final String OCCUPY =
      "UPDATE vm_replication_contexts SET current_job_id = :job WHERE context_id = :context"
          + " AND COALESCE(current_job_id, '') = ''";

  private static final String VACATE =
      "UPDATE vm_replication_contexts SET current_job_id = NULL WHERE context_id = :context";

  private static final String HOLDS =
      "SELECT context_id, operation_id, status_before FROM breakwater_operations"
          + " WHERE finished_at IS NULL AND status_before IS NOT NULL ORDER BY started_at";

  private static final String OWN_HOLD =
      "SELECT status_before FROM breakwater_operations WHERE operation_id = :operation FOR UPDATE";

  private static final String RECORD_HOLD =
      "UPDATE breakwater_operations SET status_before = :status WHERE operation_id = :operation";

  private static final String PASS_ON =
      "UPDATE breakwater_operations SET status_before = NULL WHERE context_id = :context"
          + " AND operation_id <> :operation AND finished_at IS NULL"
          + " AND status_before IS NOT NULL";

  private static final String GROUPS =
      "SELECT m.vm_context_id, g.id, g.name, COALESCE(m.priority, 0) AS priority,"
          + " COALESCE(m.enabled, 1) AS enabled FROM vm_group_memberships m"
          + " JOIN vm_machine_groups g ON g.id = m.group_id ORDER BY g.name";

  private final Transactions transactions;
  private final Disks disks;

  public Contexts(Jdbi jdbi) {
    this.transactions = new Transactions(jdbi);
    this.disks = new Disks(jdbi);
  }

  /**
   * Every context with exactly this VM name or this id. Names differ by case and accents, although
   * the database's collation would let them pass as one.
   */
  public List<Candidate> resolve(String nameOrContextId) {
    return select(
            SELECT + " WHERE vm_name = :key OR context_id = :key ORDER BY vcenter_host",
            nameOrContextId)
        .stream()
        .filter(c -> c.vmName().equals(nameOrContextId) || c.id().value().equals(nameOrContextId))
        .map(ContextRow::candidate)
        .toList();
  }

  public Optional<ContextRow> find(ContextId context) {
    return select(SELECT + " WHERE context_id = :key", context.value()).stream()
        .filter(c -> c.id().equals(context))
        .findFirst();
  }

  /** All contexts by VM name. */
  public List<ContextRow> list() {
    return select(SELECT + " WHERE :key = '' ORDER BY vm_name, vcenter_host", "");
  }

  /** The machine groups that contexts belong to; contexts without groups are left out. */
  public Map<ContextId, List<Group>> groups() {
    return transactions.in(
        handle -> {
          Map<ContextId, List<Group>> groups = new HashMap<>();
          handle
              .createQuery(GROUPS)
              .map(
                  (row, view) ->
                      Map.entry(
                          new ContextId(row.getString("vm_context_id")),
                          new Group(
                              row.getString("id"),
                              row.getString("name"),
                              row.getInt("priority"),
                              row.getBoolean("enabled"))))
              .forEach(
                  g ->
                      groups.computeIfAbsent(g.getKey(), c -> new ArrayList<>()).add(g.getValue()));
          return groups;
        });
  }

  /**
   * Sets {@code cleanup_required}, which keeps the old scheduler away, and remembers the status
   * before with the operation; names the newest replication job as the current one, which lets the
   * old appliance refuse another (409). Idempotent. Also records the VM's volumes as protected.
   *
   * @return the status before the hold
   * @throws ReplicationActive when a replication runs; nothing is changed then
   * @throws IllegalStateException when the context or the operation's record does not exist
   */
  public ContextStatus hold(OperationRef operation) {
    disks.remember(operation.context());
    return transactions.in(
        handle -> {
          // A replication job that is being inserted needs this row as its parent: it waits.
          ContextStatus stored = lock(handle, operation.context());
          Optional<String> active = Replications.activeJob(handle, operation.context());
          if (active.isPresent()) {
            throw new ReplicationActive(operation.context(), active.get());
          }
          ContextStatus before =
              ownHold(handle, operation).orElseGet(() -> recordHold(handle, operation, stored));
          setStatus(handle, operation.context(), ContextStatus.cleanup_required);
          Replications.newestJob(handle, operation.context())
              .ifPresent(job -> occupy(handle, operation.context(), job));
          return before;
        });
  }

  /** Sets the status, whatever it was. */
  public void setStatus(ContextId context, ContextStatus status) {
    transactions.run(handle -> setStatus(handle, context, status));
  }

  /**
   * Puts the status back that the operation's hold found, when it still says {@code
   * cleanup_required}; nothing happens when the operation holds nothing.
   */
  public void restoreStatus(OperationRef operation) {
    transactions.run(
        handle -> {
          ContextStatus stored = lock(handle, operation.context());
          if (stored == ContextStatus.cleanup_required) {
            ownHold(handle, operation)
                .ifPresent(before -> setStatus(handle, operation.context(), before));
          }
        });
  }

  /**
   * Empties {@code current_job_id} again after a hold of the operation, unless a replication runs;
   * nothing happens when the operation holds nothing.
   */
  public void letReplicate(OperationRef operation) {
    transactions.run(
        handle -> {
          lock(handle, operation.context());
          if (ownHold(handle, operation).isPresent()
              && Replications.activeJob(handle, operation.context()).isEmpty()) {
            vacate(handle, operation.context());
          }
        });
  }

  /** Empties {@code current_job_id}. */
  public void clearCurrentJob(ContextId context) {
    transactions.run(handle -> vacate(handle, context));
  }

  private static void vacate(Handle handle, ContextId context) {
    handle.createUpdate(VACATE).bind("context", context.value()).execute();
  }

  private static void occupy(Handle handle, ContextId context, String job) {
    handle.createUpdate(OCCUPY).bind("context", context.value()).bind("job", job).execute();
  }

  private List<ContextRow> select(String sql, String key) {
    return transactions.in(
        handle -> {
          Map<ContextId, Hold> holds = holds(handle);
          return handle
              .createQuery(sql)
              .bind("key", key)
              .map((row, view) -> ContextRows.read(row, holds))
              .list();
        });
  }

  private static Map<ContextId, Hold> holds(Handle handle) {
    Map<ContextId, Hold> holds = new HashMap<>();
    handle
        .createQuery(HOLDS)
        .map(
            (row, view) ->
                Map.entry(
                    new ContextId(row.getString(1)),
                    new Hold(
                        new OperationId(row.getString(2)), ContextRows.status(row.getString(3)))))
        .forEach(hold -> holds.put(hold.getKey(), hold.getValue()));
    return holds;
  }

  private static ContextStatus lock(Handle handle, ContextId context) {
    return handle
        .createQuery(LOCK)
        .bind("context", context.value())
        .map((row, view) -> ContextRows.status(row.getString(1)))
        .findOne()
        .orElseThrow(() -> new IllegalStateException("no VM context " + context));
  }

  private static Optional<ContextStatus> ownHold(Handle handle, OperationRef operation) {
    return handle
        .createQuery(OWN_HOLD)
        .bind("operation", operation.id().value())
        .map((row, view) -> Optional.ofNullable(row.getString(1)).map(ContextRows::status))
        .findOne()
        .orElseThrow(
            () -> new IllegalStateException("operation " + operation.id() + " was never begun"));
  }

  /**
   * A predecessor that died holding left its own status behind: go on with what it had found. The
   * hold passes on, or it would come to light again when a later operation ends in doubt.
   */
  private static ContextStatus recordHold(
      Handle handle, OperationRef operation, ContextStatus stored) {
    Hold predecessor = holds(handle).get(operation.context());
    ContextStatus before =
        stored == ContextStatus.cleanup_required && predecessor != null
            ? predecessor.before()
            : stored;
    handle
        .createUpdate(PASS_ON)
        .bind("context", operation.context().value())
        .bind("operation", operation.id().value())
        .execute();
    handle
        .createUpdate(RECORD_HOLD)
        .bind("operation", operation.id().value())
        .bind("status", before.name())
        .execute();
    return before;
  }

  private static void setStatus(Handle handle, ContextId context, ContextStatus status) {
    handle
        .createUpdate(SET_STATUS)
        .bind("context", context.value())
        .bind("status", status.name())
        .execute();
  }

  /** A machine group. */
  public record Group(String id, String name, int priority, boolean enabled) {}
}
