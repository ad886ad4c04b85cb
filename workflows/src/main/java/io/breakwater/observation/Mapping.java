package io.breakwater.observation;

import io.breakwater.vm.MachineId;

/**
 * The Volume Daemon's row for a volume.
 *
 * @param machine the VM the daemon believes it is on; null without a row
 * @param devicePath the by-id path on the appliance, or the placeholder {@code remote-vm-…}; null
 *     without a row
 */
public record Mapping(Kind kind, MachineId machine, String devicePath) {
  /** What the row says. */
  public enum Kind {
    NONE,
    /** Attached to the appliance. */
    APPLIANCE,
    /** Attached to some other VM. */
    REMOTE
  }

  public static Mapping none() {
    return new Mapping(Kind.NONE, null, null);
  }

  public static Mapping appliance(MachineId appliance, String devicePath) {
    return new Mapping(Kind.APPLIANCE, appliance, devicePath);
  }

  public static Mapping remote(MachineId machine, String placeholder) {
    return new Mapping(Kind.REMOTE, machine, placeholder);
  }
}
