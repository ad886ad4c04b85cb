package io.breakwater.inventory.live;

import io.breakwater.inventory.Transactions;
import io.breakwater.step.OperationRef;
import io.breakwater.vm.VolumeId;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Makes live failovers final. From then on the old system does not touch the volumes any more, and
 * they stay protected for ever: the destination lives on them. Thread-safe.
 */
public final class Commits {
  /** Volumes of the context, whether or not its disk rows still lead to them. */
  private static final String KEEP =
      "INSERT INTO breakwater_committed_volumes"
          + " (volume_id, context_id, disk_id, operation_id, committed_at)"
          + " SELECT v.volume_id, :context, COALESCE(MAX(d.disk_id), 'unknown'), :operation,"
          + " UTC_TIMESTAMP(6) FROM ossea_volumes v"
          + " LEFT JOIN vm_disks d ON d.ossea_volume_id = v.id AND d.vm_context_id = :context"
          + " WHERE (v.vm_context_id = :context OR d.id IS NOT NULL) AND v.volume_id <> ''"
          + " GROUP BY v.volume_id ON DUPLICATE KEY UPDATE disk_id = IF(VALUES(disk_id)"
          + " = 'unknown', breakwater_committed_volumes.disk_id, VALUES(disk_id))";

  /** The foreign key of this column deletes the row with its context. */
  private static final String RELEASE_VOLUMES =
      "UPDATE ossea_volumes v LEFT JOIN vm_disks d ON d.ossea_volume_id = v.id"
          + " AND d.vm_context_id = :context SET v.vm_context_id = NULL"
          + " WHERE v.vm_context_id = :context OR d.id IS NOT NULL";

  private static final String RELEASE_DISKS =
      "UPDATE vm_disks SET ossea_volume_id = NULL WHERE vm_context_id = :context";

  private static final String COMPLETE =
      "UPDATE vm_replication_contexts SET current_status = 'completed', scheduler_enabled = 0,"
          + " last_status_change = IF(current_status = 'completed', last_status_change,"
          + " CURRENT_TIMESTAMP) WHERE context_id = :context";

  private static final String CLOSE =
      "UPDATE breakwater_live_failovers SET committed_at = UTC_TIMESTAMP(6)"
          + " WHERE context_id = :context AND start_submitted_at IS NOT NULL"
          + " AND taken_back_at IS NULL AND committed_at IS NULL";

  private final Transactions transactions;

  public Commits(Jdbi jdbi) {
    this.transactions = new Transactions(jdbi);
  }

  /**
   * Records, in one transaction, that the VM's live failover is final: its volumes are committed
   * and belong to no context of the old system any more, the context is {@code completed} and the
   * scheduler leaves it alone. Idempotent.
   */
  public void commit(OperationRef operation) {
    transactions.run(
        handle -> {
          handle
              .createUpdate(KEEP)
              .bind("context", operation.context().value())
              .bind("operation", operation.id().value())
              .execute();
          for (String sql : List.of(RELEASE_VOLUMES, RELEASE_DISKS, COMPLETE, CLOSE)) {
            ofContext(handle, sql, operation);
          }
        });
  }

  /** The committed volumes of the operation's VM, for people and tests. */
  public List<VolumeId> of(OperationRef operation) {
    return transactions.in(
        handle ->
            handle
                .createQuery(
                    "SELECT volume_id FROM breakwater_committed_volumes"
                        + " WHERE context_id = :context ORDER BY disk_id")
                .bind("context", operation.context().value())
                .map((row, view) -> new VolumeId(row.getString(1)))
                .list());
  }

  private static void ofContext(Handle handle, String sql, OperationRef operation) {
    handle.createUpdate(sql).bind("context", operation.context().value()).execute();
  }
}
