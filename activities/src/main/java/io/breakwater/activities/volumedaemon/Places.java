package io.breakwater.activities.volumedaemon;

import io.breakwater.activities.cloudstack.CsVolume;
import io.breakwater.activities.frame.StepFailures;
import io.breakwater.plan.DiskRef;
import io.breakwater.vm.MachineId;
import io.temporal.failure.ApplicationFailure;

/** Where CloudStack has a volume, in words and as conditions. */
final class Places {
  private Places() {}

  static String describe(CsVolume volume) {
    return volume.isAttached()
        ? "attached to machine " + volume.machine() + " as device " + volume.deviceId()
        : "detached (" + volume.state() + ")";
  }

  /**
   * True when detached, false when on this machine.
   *
   * @throws ApplicationFailure when it is on any other
   */
  static boolean isDetachedFrom(MachineId machine, CsVolume volume, String what) {
    if (volume.isAttached() && !volume.isOn(machine)) {
      throw elsewhere(volume, what);
    }
    return !volume.isAttached();
  }

  /**
   * True when on this machine, false when detached.
   *
   * @throws ApplicationFailure when it is on any other
   */
  static boolean isAttachedTo(MachineId machine, CsVolume volume, String what) {
    if (volume.isAttached() && !volume.isOn(machine)) {
      throw elsewhere(volume, what);
    }
    return volume.isAttached();
  }

  /** A volume that is being reverted or is not there yet must not be moved. */
  static void requireReady(CsVolume volume, String what) {
    if (!volume.isReady()) {
      throw StepFailures.precondition(
          what + ": the volume is in state " + volume.state() + ", not Ready. Observe again.");
    }
  }

  static String name(DiskRef disk) {
    return disk.disk() + " (volume " + disk.volume() + ")";
  }

  private static ApplicationFailure elsewhere(CsVolume volume, String what) {
    return StepFailures.precondition(
        what + ": CloudStack has it " + describe(volume) + ". Observe again.");
  }
}
