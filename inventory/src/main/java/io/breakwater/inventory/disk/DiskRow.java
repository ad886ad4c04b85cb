package io.breakwater.inventory.disk;

import io.breakwater.observation.ContextView.Nic;
import io.breakwater.plan.DiskRef;
import io.breakwater.vm.DiskId;
import io.breakwater.vm.VolumeId;
import java.util.List;

/**
 * A row of {@code vm_disks} with its volume.
 *
 * @param volume null when the database knows no CloudStack volume for the disk
 * @param sizeBytes 0 when unknown
 * @param changeId {@code disk_change_id}; empty when none
 * @param nics from {@code network_config}; empty when that holds nothing readable
 * @param firmware {@code bios_setup}; null when none
 */
public record DiskRow(
    DiskId id,
    VolumeId volume,
    String volumeName,
    long sizeBytes,
    String changeId,
    String osType,
    int cpus,
    int memoryMb,
    List<Nic> nics,
    String firmware,
    String devicePath) {
  public DiskRow {
    nics = List.copyOf(nics);
  }

  /** The disk with its volume; the volume is null when there is none. */
  public DiskRef ref() {
    return new DiskRef(id, volume);
  }
}
