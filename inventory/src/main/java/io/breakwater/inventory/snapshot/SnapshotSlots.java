package io.breakwater.inventory.snapshot;

import static io.breakwater.inventory.Comparison.same;

import io.breakwater.inventory.Columns;
import io.breakwater.inventory.failover.FailoverJobs;
import io.breakwater.inventory.replication.Replications;
import io.breakwater.observation.Baseline;
import io.breakwater.plan.DiskRef;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.DiskId;
import io.breakwater.vm.SnapshotId;
import io.breakwater.vm.VolumeId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The columns {@code snapshot_*} of {@code ossea_volumes}; NULL and '' both mean empty. */
final class SnapshotSlots {
  private static final String OLD = "old/";

  private static final String FIND =
      "SELECT id, snapshot_id FROM ossea_volumes WHERE volume_id = :volume";

  private static final String FILL =
      "UPDATE ossea_volumes SET snapshot_id = :snapshot, snapshot_created_at = CURRENT_TIMESTAMP,"
          + " snapshot_status = 'ready' WHERE id = :id"
          + " AND (snapshot_id IS NULL OR snapshot_id <> :snapshot OR snapshot_status <> 'ready')";

  private static final String EMPTY =
      "UPDATE ossea_volumes SET snapshot_id = NULL, snapshot_created_at = NULL,"
          + " snapshot_status = 'none' WHERE ";

  private static final String MOVE_OLD =
      "INSERT IGNORE INTO breakwater_snapshots (operation_id, disk_id, volume_id, context_id,"
          + " snapshot_id, intended_at, taken_at, state) SELECT :key, :disk, volume_id, :context,"
          + " snapshot_id, COALESCE(snapshot_created_at, UTC_TIMESTAMP(6)),"
          + " COALESCE(snapshot_created_at, UTC_TIMESTAMP(6)), 'recorded'"
          + " FROM ossea_volumes WHERE id = :id";

  private static final String IS_RECORDED =
      "SELECT 1 FROM breakwater_snapshots WHERE volume_id = :volume AND snapshot_id = :snapshot";

  /**
   * A failover of the old system notes the newest replication job before it takes its snapshots; a
   * live one replicates once more in between.
   */
  private static final String FAILOVER_BEFORE =
      " (SELECT f.replication_job_id FROM failover_jobs f JOIN vm_replication_contexts c ON "
          + FailoverJobs.OF_CONTEXT
          + " WHERE c.context_id = :context"
          + " AND f.created_at <= v.snapshot_created_at ORDER BY f.id DESC LIMIT 1)";

  private static final String OF_CONTEXT =
      "SELECT v.volume_id, v.snapshot_id, v.snapshot_created_at, MAX(d.disk_id) AS disk_id,"
          + " MAX(d.disk_change_id) AS change_id,"
          + FAILOVER_BEFORE
          + " AS replication_job"
          + " FROM ossea_volumes v LEFT JOIN vm_disks d ON d.ossea_volume_id = v.id"
          + " WHERE (v.vm_context_id = :context OR d.vm_context_id = :context)"
          + " AND v.snapshot_id <> '' AND v.volume_id <> '' GROUP BY v.id";

  /** The oldest engine took one snapshot and noted it in the row of its failover only. */
  private static final String SINGLES =
      "SELECT DISTINCT f.ossea_snapshot_id FROM failover_jobs f JOIN vm_replication_contexts c ON "
          + FailoverJobs.OF_CONTEXT
          + " WHERE c.context_id = :context AND f.ossea_snapshot_id <> ''"
          + " AND NOT EXISTS (SELECT 1 FROM ossea_volumes v WHERE "
          + same("v.snapshot_id", "f.ossea_snapshot_id")
          + ") AND NOT EXISTS (SELECT 1 FROM breakwater_snapshots s WHERE "
          + same("s.snapshot_id", "f.ossea_snapshot_id")
          + ")";

  /** Dated by the row: it is older than the snapshot, by the clock that its failovers go by. */
  private static final String TRACK_SINGLE =
      "UPDATE ossea_volumes SET snapshot_id = :snapshot, snapshot_status = 'ready',"
          + " snapshot_created_at = (SELECT MAX(f.created_at) FROM failover_jobs f"
          + " WHERE f.ossea_snapshot_id = :snapshot)"
          + " WHERE vm_context_id = :context AND volume_id = :volume"
          + " AND (snapshot_id IS NULL OR snapshot_id = '')";

  private SnapshotSlots() {}

  static List<SnapshotId> singles(Handle handle, ContextId context) {
    return handle
        .createQuery(SINGLES)
        .bind("context", context.value())
        .map((row, view) -> new SnapshotId(row.getString(1)))
        .list();
  }

  static void trackSingle(Handle handle, ContextId context, VolumeId volume, SnapshotId snapshot) {
    handle
        .createUpdate(TRACK_SINGLE)
        .bind("context", context.value())
        .bind("volume", volume.value())
        .bind("snapshot", snapshot.value())
        .execute();
  }

  static boolean isOld(String operationKey) {
    return operationKey.startsWith(OLD);
  }

  static void fill(Handle handle, ContextId context, DiskRef disk, SnapshotId snapshot) {
    Optional<Slot> slot =
        handle
            .createQuery(FIND)
            .bind("volume", disk.volume().value())
            .map((row, view) -> new Slot(row.getLong("id"), Columns.text(row, "snapshot_id")))
            .findFirst();
    if (slot.isEmpty()) {
      return;
    }
    keepOld(handle, context, disk, slot.get(), snapshot);
    handle
        .createUpdate(FILL)
        .bind("id", slot.get().id())
        .bind("snapshot", snapshot.value())
        .execute();
  }

  static void empty(Handle handle, VolumeId volume, SnapshotId snapshot) {
    handle
        .createUpdate(EMPTY + "volume_id = :volume AND snapshot_id = :snapshot")
        .bind("volume", volume.value())
        .bind("snapshot", snapshot.value())
        .execute();
  }

  static void emptyAll(Handle handle, ContextId context) {
    handle
        .createUpdate(
            EMPTY
                + "vm_context_id = :context AND (snapshot_id IS NOT NULL"
                + " OR snapshot_created_at IS NOT NULL OR snapshot_status <> 'none')")
        .bind("context", context.value())
        .execute();
  }

  static List<SnapshotRow> of(Handle handle, ContextId context) {
    String newest = Replications.newestJob(handle, context).orElse("");
    return handle
        .createQuery(OF_CONTEXT)
        .bind("context", context.value())
        .map((row, view) -> read(context, newest, row))
        .list();
  }

  private static SnapshotRow read(ContextId context, String newestJob, ResultSet row)
      throws SQLException {
    String disk = row.getString("disk_id");
    return new SnapshotRow(
        null,
        context,
        disk == null ? null : new DiskId(disk),
        new VolumeId(row.getString("volume_id")),
        null,
        new SnapshotId(row.getString("snapshot_id")),
        unchanged(newestJob, row) ? new Baseline(row.getString("change_id"), newestJob) : null,
        Columns.instant(row, "snapshot_created_at"));
  }

  /** Without a replication since, the replica still is what it was at the snapshot. */
  private static boolean unchanged(String newestJob, ResultSet row) throws SQLException {
    return !newestJob.isEmpty() && newestJob.equals(row.getString("replication_job"));
  }

  /** The slot is the old system's only track of its snapshot: overwriting it would orphan that. */
  private static void keepOld(
      Handle handle, ContextId context, DiskRef disk, Slot slot, SnapshotId snapshot) {
    String old = slot.snapshot();
    if (old == null || old.equals(snapshot.value()) || isRecorded(handle, disk.volume(), old)) {
      return;
    }
    handle
        .createUpdate(MOVE_OLD)
        .bind("key", OLD + old)
        .bind("disk", disk.disk().value())
        .bind("context", context.value())
        .bind("id", slot.id())
        .execute();
  }

  private static boolean isRecorded(Handle handle, VolumeId volume, String snapshot) {
    return handle
        .createQuery(IS_RECORDED)
        .bind("volume", volume.value())
        .bind("snapshot", snapshot)
        .mapTo(Integer.class)
        .findFirst()
        .isPresent();
  }

  private record Slot(long id, String snapshot) {}
}
