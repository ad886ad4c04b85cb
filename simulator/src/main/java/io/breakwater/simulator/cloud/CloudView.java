package io.breakwater.simulator.cloud;

import io.breakwater.simulator.disk.DiskContents;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The truth about the simulated cloud, without asking its API. */
public interface CloudView {

  /** The virtual machines that are not expunged, oldest first. */
  List<VmView> vms();

  /** The volumes that are not deleted, oldest first. */
  List<VolumeView> volumes();

  /** The snapshots that are not deleted, oldest first. */
  List<SnapshotView> snapshots();

  /** The networks. */
  List<NetworkView> networks();

  /** The protected volumes of each VM context. */
  Map<String, Set<String>> contexts();

  /** The VM that serves the replication, if it was named. */
  Optional<String> applianceId();

  /** What is on the disk; kept even after the volume is gone. */
  DiskContents disk(String volumeId);

  /** Ids of the volumes or VMs on which a job is pending. */
  Set<String> busy();

  /** Whether this cloud knows delete protection at all. */
  boolean knowsDeleteProtection();

  /** The virtual machine, if it is there. */
  default Optional<VmView> vm(String id) {
    return vms().stream().filter(vm -> vm.id().equals(id)).findFirst();
  }

  /** The volume, if it is there. */
  default Optional<VolumeView> volume(String id) {
    return volumes().stream().filter(volume -> volume.id().equals(id)).findFirst();
  }

  /** The snapshot, if it is there. */
  default Optional<SnapshotView> snapshot(String id) {
    return snapshots().stream().filter(snapshot -> snapshot.id().equals(id)).findFirst();
  }

  /** The volumes on the VM, by device. */
  default List<VolumeView> volumesOn(String vmId) {
    return volumes().stream().filter(volume -> volume.isOn(vmId)).toList();
  }

  /** The context that the protected volume belongs to. */
  default Optional<String> contextOf(String volumeId) {
    return contexts().entrySet().stream()
        .filter(context -> context.getValue().contains(volumeId))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Whether the volume is protected. */
  default boolean isProtected(String volumeId) {
    return contextOf(volumeId).isPresent();
  }
}
