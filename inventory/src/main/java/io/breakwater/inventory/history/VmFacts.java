package io.breakwater.inventory.history;

import static io.breakwater.inventory.Comparison.same;

import io.breakwater.inventory.Columns;
import io.breakwater.inventory.Transactions;
import io.breakwater.inventory.history.OperationRecord.State;
import io.breakwater.operation.OperationKind;
import io.breakwater.vm.ContextId;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** What a list of VMs shows beside the contexts, read for all VMs at once. Thread-safe. */
public final class VmFacts {
  private static final String REPLICATED =
      "SELECT c.context_id, MAX(COALESCE(j.completed_at, j.created_at)) AS at"
          + " FROM vm_replication_contexts c JOIN replication_jobs j ON (j.vm_context_id ="
          + " c.context_id OR (j.vm_context_id IS NULL AND "
          + same("j.source_vm_id", "c.vmware_vm_id")
          + ")) WHERE LOWER(j.status) = 'completed' GROUP BY c.context_id HAVING at IS NOT NULL";

  /** The newest of each VM, of those that ended. */
  private static final String ENDED =
      "SELECT * FROM ("
          + OperationSql.OPERATIONS
          + ") h WHERE h.kind IN ('TEST_FAILOVER', 'LIVE_FAILOVER') AND h.state <> 'RUNNING'"
          + " AND h.context_id IS NOT NULL ORDER BY h.started_at DESC LIMIT 5000";

  private static final String LIVE_DATA =
      "SELECT context_id FROM breakwater_live_failovers WHERE start_submitted_at IS NOT NULL"
          + " AND taken_back_at IS NULL AND committed_at IS NULL";

  private final Transactions transactions;

  public VmFacts(Jdbi jdbi) {
    this.transactions = new Transactions(jdbi);
  }

  /** As of now. */
  public Facts read() {
    return transactions.in(
        handle -> {
          Map<ContextId, OperationRecord> tests = new HashMap<>();
          Map<ContextId, OperationRecord> failovers = new HashMap<>();
          for (OperationRecord ended : ended(handle)) {
            if (ended.kind() == OperationKind.TEST_FAILOVER) {
              tests.putIfAbsent(ended.context(), ended);
            }
            if (ended.state() == State.SUCCEEDED && ended.destinationName() != null) {
              failovers.putIfAbsent(ended.context(), ended);
            }
          }
          return new Facts(replicated(handle), tests, failovers, liveData(handle));
        });
  }

  private static List<OperationRecord> ended(Handle handle) {
    return handle.createQuery(ENDED).map((row, view) -> OperationSql.operation(row)).list();
  }

  private static Map<ContextId, Instant> replicated(Handle handle) {
    Map<ContextId, Instant> times = new HashMap<>();
    handle
        .createQuery(REPLICATED)
        .map(
            (row, view) ->
                Map.entry(new ContextId(row.getString("context_id")), Columns.instant(row, "at")))
        .forEach(entry -> times.put(entry.getKey(), entry.getValue()));
    return times;
  }

  private static Set<ContextId> liveData(Handle handle) {
    return new HashSet<>(
        handle.createQuery(LIVE_DATA).map((row, view) -> new ContextId(row.getString(1))).list());
  }

  /**
   * By VM.
   *
   * @param replicated when a replication last completed
   * @param tests the newest test failover that ended
   * @param failovers the newest failover that succeeded; its destination may be gone by now
   * @param liveData where the start of a live destination was submitted and neither taken back nor
   *     committed
   */
  public record Facts(
      Map<ContextId, Instant> replicated,
      Map<ContextId, OperationRecord> tests,
      Map<ContextId, OperationRecord> failovers,
      Set<ContextId> liveData) {}
}
