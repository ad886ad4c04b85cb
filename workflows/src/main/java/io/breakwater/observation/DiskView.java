package io.breakwater.observation;

import io.breakwater.vm.DiskId;
import io.breakwater.vm.OperationId;
import io.breakwater.vm.SnapshotId;
import io.breakwater.vm.VolumeId;
import java.util.List;

/**
 * One protected disk.
 *
 * @param volume null when the database knows no volume for the disk
 * @param place where CloudStack says the volume is; its answer counts for attachment
 * @param volumeState as CloudStack lists it ({@code Ready}, {@code Allocated}, {@code
 *     RevertSnapshotting}); empty when missing
 * @param mapping what the Volume Daemon believes
 * @param deviceLink whether the appliance shows the disk under its by-id path; false where it is
 *     not attached to the appliance
 * @param dirty whether something other than the replication may have written since the last clean
 *     state
 * @param dirtiedBy the operation that marked it dirty; null when clean
 * @param injected whether {@code dirtiedBy} finished driver injection on it and nothing else wrote
 *     since
 * @param baseline what the replica holds now
 * @param snapshots every snapshot of the volume that is ours or that the old system tracked, oldest
 *     first
 * @param untracked the others that bear the old system's name: it lost track of them, and nobody
 *     can tell what was written since; oldest first
 * @param started whether {@code dirtiedBy} submitted the start of its destination with it: the disk
 *     was ready for that, and nobody took it back since
 */
public record DiskView(
    DiskId id,
    VolumeId volume,
    long sizeBytes,
    Place place,
    String volumeState,
    Mapping mapping,
    boolean deviceLink,
    boolean dirty,
    OperationId dirtiedBy,
    boolean injected,
    Baseline baseline,
    List<SnapshotView> snapshots,
    List<SnapshotId> untracked,
    boolean started) {

  public DiskView {
    snapshots = List.copyOf(snapshots);
    untracked = untracked == null ? List.of() : List.copyOf(untracked);
  }
}
