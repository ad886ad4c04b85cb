package io.breakwater.inventory.disk;

import io.breakwater.inventory.Columns;
import io.breakwater.inventory.Transactions;
import io.breakwater.observation.ContextView.Nic;
import io.breakwater.plan.DiskRef;
import io.breakwater.step.OperationRef;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.DiskId;
import io.breakwater.vm.OperationId;
import io.breakwater.vm.VolumeId;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The protected disks, their volumes, and whether something other than the replication may have
 * written to them. Thread-safe.
 */
public final class Disks {
  private static final String OF_CONTEXT =
      "SELECT d.*, v.volume_id, v.volume_name, v.device_path,"
          + " v.size_gb AS volume_gb FROM vm_disks d"
          + " LEFT JOIN ossea_volumes v ON v.id = d.ossea_volume_id"
          + " WHERE d.vm_context_id = :context";

  private static final String CONTEXT_GUEST =
      "SELECT cpu_count, memory_mb, os_type FROM vm_replication_contexts"
          + " WHERE context_id = :context";

  private static final String REMEMBER =
      "INSERT INTO breakwater_disks (volume_id, context_id, disk_id, since)"
          + " SELECT v.volume_id, :context, COALESCE(MAX(d.disk_id), 'unknown'), UTC_TIMESTAMP(6)"
          + " FROM ossea_volumes v LEFT JOIN vm_disks d"
          + " ON d.ossea_volume_id = v.id AND d.vm_context_id = :context"
          + " WHERE (v.vm_context_id = :context OR d.id IS NOT NULL) AND v.volume_id <> ''"
          + " GROUP BY v.volume_id ON DUPLICATE KEY UPDATE"
          + " context_id = VALUES(context_id), disk_id = VALUES(disk_id)";

  /** The first to write keeps its name: its snapshot is the clean state. */
  private static final String MARK_DIRTY =
      "INSERT INTO breakwater_disks"
          + " (volume_id, context_id, disk_id, dirty, dirtied_by, injected, started, why, since)"
          + " VALUES (:volume, :context, :disk, 1, :operation, 0, :started, :why,"
          + " UTC_TIMESTAMP(6))"
          + " ON DUPLICATE KEY UPDATE context_id = :context, disk_id = :disk,"
          + " dirtied_by = IF(dirty, dirtied_by, :operation),"
          + " since = IF(dirty, since, UTC_TIMESTAMP(6)),"
          + " injected = 0, started = :started, why = :why, dirty = 1";

  private static final String MARK_INJECTED =
      "UPDATE breakwater_disks SET injected = 1"
          + " WHERE volume_id = :volume AND dirty AND dirtied_by = :operation";

  private static final String MARK_CLEAN =
      "INSERT INTO breakwater_disks (volume_id, context_id, disk_id, since, clean_at)"
          + " VALUES (:volume, :context, :disk, UTC_TIMESTAMP(6), CURRENT_TIMESTAMP(6))"
          + " ON DUPLICATE KEY UPDATE since = IF(dirty, UTC_TIMESTAMP(6), since), dirty = 0,"
          + " dirtied_by = NULL, injected = 0, started = 0, why = NULL, clean_at = CURRENT_TIMESTAMP(6)";

  private static final String PROTECTED =
      "SELECT volume_id FROM ossea_volumes WHERE volume_id <> ''"
          + " UNION ALL SELECT volume_id FROM breakwater_disks"
          + " UNION ALL SELECT volume_id FROM breakwater_snapshots"
          + " UNION ALL SELECT volume_id FROM breakwater_committed_volumes";

  private static final String IS_PROTECTED =
      "SELECT EXISTS (SELECT 1 FROM ossea_volumes WHERE volume_id = :volume)"
          + " OR EXISTS (SELECT 1 FROM breakwater_disks WHERE volume_id = :volume)"
          + " OR EXISTS (SELECT 1 FROM breakwater_snapshots WHERE volume_id = :volume)"
          + " OR EXISTS (SELECT 1 FROM breakwater_committed_volumes WHERE volume_id = :volume)";

  private final Transactions transactions;

  public Disks(Jdbi jdbi) {
    this.transactions = new Transactions(jdbi);
  }

  /** The disks of a VM, OS disk first, then by disk id. */
  public List<DiskRow> of(ContextId context) {
    return transactions.in(handle -> select(handle, context));
  }

  /** The description of the source machine. */
  public Guest guest(ContextId context) {
    return transactions.in(
        handle -> {
          Guest stored =
              handle
                  .createQuery(CONTEXT_GUEST)
                  .bind("context", context.value())
                  .map(
                      (row, view) ->
                          new Guest(
                              row.getInt(1), row.getInt(2), row.getString(3), List.of(), null))
                  .findOne()
                  .orElse(new Guest(0, 0, "", List.of(), null));
          return merge(select(handle, context), stored);
        });
  }

  /** Every volume in {@code ossea_volumes} or in our own records, committed ones too. */
  public Set<VolumeId> protectedVolumes() {
    return transactions.in(
        handle ->
            handle
                .createQuery(PROTECTED)
                .map((row, view) -> new VolumeId(row.getString(1)))
                .stream()
                .collect(Collectors.toUnmodifiableSet()));
  }

  /** Whether the volume is one of {@link #protectedVolumes()}; read fresh. */
  public boolean isProtected(VolumeId volume) {
    return transactions.in(
        handle ->
            handle
                .createQuery(IS_PROTECTED)
                .bind("volume", volume.value())
                .mapTo(Boolean.class)
                .one());
  }

  /** Records the VM's volumes, so that they stay protected when the old system's rows go. */
  public void remember(ContextId context) {
    transactions.run(
        handle -> handle.createUpdate(REMEMBER).bind("context", context.value()).execute());
  }

  /**
   * Marks the disk dirty on behalf of the operation, and not injected any more. A disk that is
   * dirty already keeps the operation that dirtied it first, because that one's snapshot is clean.
   */
  public void markDirty(OperationRef operation, DiskRef disk, String why) {
    markDirty(operation, disk, false, why);
  }

  /** The same because the operation is about to start its destination on the disk. */
  public void markStarted(OperationRef operation, DiskRef disk, String why) {
    markDirty(operation, disk, true, why);
  }

  private void markDirty(OperationRef operation, DiskRef disk, boolean started, String why) {
    transactions.run(
        handle ->
            handle
                .createUpdate(MARK_DIRTY)
                .bind("volume", disk.volume().value())
                .bind("context", operation.context().value())
                .bind("disk", disk.disk().value())
                .bind("operation", operation.id().value())
                .bind("started", started)
                .bind("why", why)
                .execute());
  }

  /**
   * Records that driver injection ended well.
   *
   * @throws IllegalStateException when the disk is not marked dirty by this operation
   */
  public void markInjected(OperationRef operation, DiskRef disk) {
    int marked =
        transactions.in(
            handle ->
                handle
                    .createUpdate(MARK_INJECTED)
                    .bind("volume", disk.volume().value())
                    .bind("operation", operation.id().value())
                    .execute());
    if (marked == 0) {
      throw new IllegalStateException(
          "record the injection of "
              + disk.disk()
              + " (volume "
              + disk.volume()
              + "): it is not marked dirty by operation "
              + operation.id());
    }
  }

  /**
   * Records, before a revert is submitted, that the injected drivers are on their way out: if the
   * revert takes effect unseen, nobody may start the disk as injected, or again.
   */
  public void markReverting(OperationRef operation, DiskRef disk) {
    transactions.run(
        handle ->
            handle
                .createUpdate(
                    "UPDATE breakwater_disks SET injected = 0, started = 0"
                        + " WHERE volume_id = :volume AND dirty = 1")
                .bind("volume", disk.volume().value())
                .execute());
  }

  /** Records a verified revert. */
  public void markClean(OperationRef operation, DiskRef disk) {
    transactions.run(
        handle ->
            handle
                .createUpdate(MARK_CLEAN)
                .bind("volume", disk.volume().value())
                .bind("context", operation.context().value())
                .bind("disk", disk.disk().value())
                .execute());
  }

  /**
   * The marks of the VM's dirty disks, and of those that the old system took a snapshot of: it
   * worked on them right after, and nobody knows how far.
   */
  public List<DiskMark> dirty(ContextId context) {
    return marks(DirtyDisks.QUERY, context);
  }

  /**
   * The marks that disks would bear whose snapshot was taken by an operation of which nobody knows
   * how far it came. They count while that snapshot exists: nothing is written to before it does.
   */
  public List<DiskMark> unfinished(ContextId context) {
    return marks(DirtyDisks.UNFINISHED, context);
  }

  private List<DiskMark> marks(String query, ContextId context) {
    return transactions.in(
        handle ->
            handle
                .createQuery(query)
                .bind("context", context.value())
                .map(
                    (row, view) ->
                        new DiskMark(
                            new DiskId(row.getString("disk_id")),
                            new VolumeId(row.getString("volume_id")),
                            true,
                            new OperationId(row.getString("dirtied_by")),
                            row.getBoolean("injected"),
                            row.getBoolean("started"),
                            row.getString("why"),
                            Columns.instant(row, "since")))
                .list());
  }

  private static List<DiskRow> select(Handle handle, ContextId context) {
    return handle
        .createQuery(OF_CONTEXT)
        .bind("context", context.value())
        .map((row, view) -> DiskRows.read(row))
        .stream()
        .sorted(DiskRows.ORDER)
        .toList();
  }

  private static Guest merge(List<DiskRow> disks, Guest stored) {
    int cpus = disks.stream().mapToInt(DiskRow::cpus).filter(n -> n > 0).findFirst().orElse(0);
    int memory =
        disks.stream().mapToInt(DiskRow::memoryMb).filter(n -> n > 0).findFirst().orElse(0);
    List<Nic> nics =
        disks.stream().map(DiskRow::nics).filter(n -> !n.isEmpty()).findFirst().orElse(List.of());
    return new Guest(
        cpus > 0 ? cpus : stored.cpus(),
        memory > 0 ? memory : stored.memoryMb(),
        disks.stream()
            .map(DiskRow::osType)
            .filter(os -> !os.isEmpty())
            .findFirst()
            .orElse(stored.osType() == null ? "" : stored.osType()),
        nics,
        disks.stream().map(DiskRow::firmware).filter(Objects::nonNull).findFirst().orElse(null));
  }
}
