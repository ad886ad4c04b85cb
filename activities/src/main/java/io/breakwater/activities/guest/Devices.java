package io.breakwater.activities.guest;

import io.breakwater.activities.frame.StepFailures;
import io.breakwater.activities.volumedaemon.DaemonMapping;
import io.breakwater.activities.volumedaemon.DeviceLinks;
import io.breakwater.activities.volumedaemon.VolumeDaemon;
import io.breakwater.plan.DiskRef;
import io.temporal.failure.ApplicationFailure;

/** Finds the devices of disks on this appliance, by the daemon's word and with an own look. */
final class Devices {
  /** The daemon names no device, or this host does not show it (yet). */
  static final String DEVICE_MISSING = "DeviceMissing";

  private final VolumeDaemon daemon;
  private final DeviceLinks links;

  Devices(VolumeDaemon daemon, DeviceLinks links) {
    this.daemon = daemon;
    this.links = links;
  }

  DaemonMapping of(DiskRef disk) {
    // Retryable: the daemon says 404 for a broken database too.
    DaemonMapping mapping =
        daemon
            .mapping(disk.volume())
            .orElseThrow(() -> missing(disk, "the Volume Daemon names no device for it"));
    if (!mapping.onAppliance()) {
      throw StepFailures.precondition(
          "device of "
              + disk.disk()
              + ": the Volume Daemon has volume "
              + disk.volume()
              + " on machine "
              + mapping.machine()
              + " ("
              + mapping.devicePath()
              + "), not on the appliance. Observe again.");
    }
    if (!links.present(mapping.devicePath())) {
      throw missing(disk, mapping.devicePath() + " does not exist on this host");
    }
    return mapping;
  }

  private static ApplicationFailure missing(DiskRef disk, String why) {
    return ApplicationFailure.newFailure(
        "device of " + disk.disk() + " (volume " + disk.volume() + "): " + why, DEVICE_MISSING);
  }
}
