package io.breakwater.inventory.snapshot;

import io.breakwater.inventory.Columns;
import io.breakwater.inventory.Transactions;
import io.breakwater.observation.Baseline;
import io.breakwater.plan.DiskRef;
import io.breakwater.step.OperationRef;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.DiskId;
import io.breakwater.vm.OperationId;
import io.breakwater.vm.SnapshotId;
import io.breakwater.vm.VolumeId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Snapshots of protected volumes: our own records, and the one slot per volume in {@code
 * ossea_volumes} that other programs read. Thread-safe.
 */
public final class Snapshots {
  private static final String INTENT =
      "INSERT INTO breakwater_snapshots (operation_id, disk_id, volume_id, context_id, name,"
          + " baseline_change_id, baseline_job, intended_at, state) VALUES (:operation, :disk,"
          + " :volume, :context, :name, :change, :job, UTC_TIMESTAMP(6), 'intended')"
          + " ON DUPLICATE KEY UPDATE"
          + " baseline_change_id = IF(state = 'recorded', baseline_change_id, :change),"
          + " baseline_job = IF(state = 'recorded', baseline_job, :job),"
          + " snapshot_id = IF(state = 'recorded', snapshot_id, NULL),"
          + " taken_at = IF(state = 'recorded', taken_at, NULL),"
          + " state = IF(state = 'recorded', state, 'intended')";

  private static final String RECORD =
      "UPDATE breakwater_snapshots SET snapshot_id = :snapshot, state = 'recorded',"
          + " taken_at = COALESCE(taken_at, UTC_TIMESTAMP(6))"
          + " WHERE operation_id = :operation AND disk_id = :disk AND volume_id = :volume"
          + " AND (state = 'intended' OR snapshot_id = :snapshot)";

  private static final String FORGET =
      "UPDATE breakwater_snapshots SET state = 'forgotten'"
          + " WHERE volume_id = :volume AND snapshot_id = :snapshot";

  private static final String FORGET_ALL =
      "UPDATE breakwater_snapshots SET state = 'forgotten' WHERE context_id = :context";

  private static final String OPEN =
      "SELECT * FROM breakwater_snapshots WHERE state <> 'forgotten' AND context_id = :context";

  private final Transactions transactions;

  public Snapshots(Jdbi jdbi) {
    this.transactions = new Transactions(jdbi);
  }

  /** Records, before the call, that a snapshot of this name will be made. Idempotent. */
  public void intent(OperationRef operation, DiskRef disk, String name, Baseline baseline) {
    transactions.run(
        handle ->
            handle
                .createUpdate(INTENT)
                .bind("operation", operation.id().value())
                .bind("disk", disk.disk().value())
                .bind("volume", disk.volume().value())
                .bind("context", operation.context().value())
                .bind("name", name)
                .bind("change", baseline.changeId())
                .bind("job", baseline.replicationJob())
                .execute());
  }

  /**
   * Records the snapshot of an intent and fills the slot in {@code ossea_volumes}. A snapshot of
   * the old system that stands in the slot is moved to our records. Idempotent.
   *
   * @throws IllegalStateException without an intent of this operation for the disk, or when another
   *     snapshot is recorded for it
   */
  public void recorded(OperationRef operation, DiskRef disk, SnapshotId snapshot) {
    transactions.run(
        handle -> {
          int recorded =
              handle
                  .createUpdate(RECORD)
                  .bind("snapshot", snapshot.value())
                  .bind("operation", operation.id().value())
                  .bind("disk", disk.disk().value())
                  .bind("volume", disk.volume().value())
                  .execute();
          if (recorded == 0) {
            throw new IllegalStateException(
                "record snapshot "
                    + snapshot
                    + " of "
                    + disk.disk()
                    + " for operation "
                    + operation.id()
                    + ": no intent is recorded, or another snapshot is");
          }
          SnapshotSlots.fill(handle, operation.context(), disk, snapshot);
        });
  }

  /** Records that the snapshot is gone and empties the slot when it holds this one. */
  public void forgotten(VolumeId volume, SnapshotId snapshot) {
    transactions.run(
        handle -> {
          handle
              .createUpdate(FORGET)
              .bind("volume", volume.value())
              .bind("snapshot", snapshot.value())
              .execute();
          SnapshotSlots.empty(handle, volume, snapshot);
        });
  }

  /** Closes all records of the VM and empties its slots: nothing is left in CloudStack. */
  public void forgetAll(ContextId context) {
    transactions.run(
        handle -> {
          handle.createUpdate(FORGET_ALL).bind("context", context.value()).execute();
          SnapshotSlots.emptyAll(handle, context);
        });
  }

  /** Snapshots that only {@code failover_jobs.ossea_snapshot_id} names; they may be long gone. */
  public List<SnapshotId> singles(ContextId context) {
    return transactions.in(handle -> SnapshotSlots.singles(handle, context));
  }

  /**
   * Tracks such a snapshot like any other of the old system, in the volume's slot. Does nothing
   * while the slot is taken.
   */
  public void trackSingle(ContextId context, VolumeId volume, SnapshotId snapshot) {
    transactions.run(handle -> SnapshotSlots.trackSingle(handle, context, volume, snapshot));
  }

  /** All that is not forgotten, intents too, oldest first. */
  public List<SnapshotRow> of(ContextId context) {
    return transactions.in(
        handle -> {
          List<Dated> rows = new ArrayList<>(own(handle, context));
          SnapshotSlots.of(handle, context).stream()
              .filter(slot -> rows.stream().noneMatch(own -> slot.id().equals(own.row().id())))
              .map(slot -> new Dated(slot, slot.takenAt()))
              .toList()
              .forEach(rows::add);
          return rows.stream().sorted(Dated.OLDEST_FIRST).map(Dated::row).toList();
        });
  }

  /** What this operation recorded for the disk and has not forgotten. */
  public Optional<SnapshotRow> find(OperationId operation, DiskId disk) {
    return transactions.in(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM breakwater_snapshots WHERE state <> 'forgotten'"
                        + " AND operation_id = :operation AND disk_id = :disk")
                .bind("operation", operation.value())
                .bind("disk", disk.value())
                .map((row, view) -> read(row))
                .findOne());
  }

  private static List<Dated> own(Handle handle, ContextId context) {
    return handle
        .createQuery(OPEN)
        .bind("context", context.value())
        .map((row, view) -> new Dated(read(row), Columns.instant(row, "intended_at")))
        .list();
  }

  private static SnapshotRow read(ResultSet row) throws SQLException {
    String operation = row.getString("operation_id");
    String snapshot = row.getString("snapshot_id");
    boolean old = SnapshotSlots.isOld(operation);
    return new SnapshotRow(
        old ? null : new OperationId(operation),
        new ContextId(row.getString("context_id")),
        new DiskId(row.getString("disk_id")),
        new VolumeId(row.getString("volume_id")),
        row.getString("name"),
        snapshot == null ? null : new SnapshotId(snapshot),
        old
            ? null
            : new Baseline(row.getString("baseline_change_id"), row.getString("baseline_job")),
        Columns.instant(row, "taken_at"));
  }

  private record Dated(SnapshotRow row, Instant at) {
    static final Comparator<Dated> OLDEST_FIRST =
        Comparator.comparing(Dated::at, Comparator.nullsFirst(Comparator.naturalOrder()));
  }
}
