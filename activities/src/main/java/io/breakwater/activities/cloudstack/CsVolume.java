package io.breakwater.activities.cloudstack;

import io.breakwater.vm.MachineId;
import io.breakwater.vm.VolumeId;

/**
 * A volume as CloudStack lists it.
 *
 * @param type {@code ROOT} or {@code DATADISK}: follows the device number, not the origin; never
 *     decide by it what may be deleted
 * @param state such as {@code Ready}, {@code Allocated}, {@code RevertSnapshotting}
 * @param machine the VM it is attached to; null when detached
 * @param deviceId -1 when detached
 * @param pendingJob the job that runs on it now; null when none
 */
public record CsVolume(
    VolumeId id,
    String name,
    String type,
    String state,
    MachineId machine,
    int deviceId,
    long sizeBytes,
    String pendingJob) {
  public boolean isAttached() {
    return machine != null;
  }

  public boolean isOn(MachineId other) {
    return machine != null && machine.equals(other);
  }

  public boolean isReady() {
    return "Ready".equals(state);
  }
}
