package io.breakwater.observation;

import io.breakwater.vm.MachineId;

/**
 * Where a volume is attached, by CloudStack's word.
 *
 * @param machine the VM it is attached to; null when detached or missing
 * @param deviceId CloudStack's device number there, -1 when not attached
 */
public record Place(Kind kind, MachineId machine, int deviceId) {
  /** The kinds of place. */
  public enum Kind {
    /** On the appliance VM. */
    APPLIANCE,
    /** On one of the observed machines. */
    MACHINE,
    /** On a VM that is neither the appliance nor one of ours. */
    FOREIGN,
    DETACHED,
    /** CloudStack answered properly that there is no such volume. */
    MISSING
  }

  public static Place onAppliance(MachineId appliance, int deviceId) {
    return new Place(Kind.APPLIANCE, appliance, deviceId);
  }

  public static Place onMachine(MachineId machine, int deviceId) {
    return new Place(Kind.MACHINE, machine, deviceId);
  }

  public static Place onForeign(MachineId machine, int deviceId) {
    return new Place(Kind.FOREIGN, machine, deviceId);
  }

  public static Place detached() {
    return new Place(Kind.DETACHED, null, -1);
  }

  public static Place missing() {
    return new Place(Kind.MISSING, null, -1);
  }

  /** Whether the volume hangs on this machine. */
  public boolean isOn(MachineId other) {
    return kind == Kind.MACHINE && machine.equals(other);
  }
}
