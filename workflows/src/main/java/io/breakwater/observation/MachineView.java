package io.breakwater.observation;

import io.breakwater.vm.MachineId;
import io.breakwater.vm.OperationId;
import io.breakwater.vm.VolumeId;
import java.util.List;

/**
 * A destination VM, or what is left of one.
 *
 * @param mark the operation whose mark (VM detail {@code breakwater.operation}) it bears; null for
 *     the old system's
 * @param deleteProtection whether CloudStack refuses to destroy it
 * @param templateRoot the ROOT volume recorded right after the deploy that made it; null when none
 *     was recorded
 * @param templateRootState where that volume is now
 * @param volumes everything attached to it now
 */
public record MachineView(
    MachineId id,
    String name,
    MachineState state,
    OperationId mark,
    boolean deleteProtection,
    VolumeId templateRoot,
    TemplateRootState templateRootState,
    List<AttachedVolume> volumes) {

  public MachineView {
    volumes = List.copyOf(volumes);
  }

  /** Whether the volume hangs on it. */
  public boolean holds(VolumeId volume) {
    return volumes.stream().anyMatch(v -> v.id().equals(volume));
  }

  /** Where the ROOT that CloudStack made with the VM is. */
  public enum TemplateRootState {
    /** Nobody recorded it: it must not be deleted. */
    UNRECORDED,
    ATTACHED,
    DETACHED,
    GONE
  }

  /** A volume on the machine. */
  public record AttachedVolume(VolumeId id, int deviceId) {}
}
