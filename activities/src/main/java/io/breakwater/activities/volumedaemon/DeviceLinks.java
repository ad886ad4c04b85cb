package io.breakwater.activities.volumedaemon;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Whether the appliance shows a disk under the path that the daemon names. */
@FunctionalInterface
public interface DeviceLinks {

  /**
   * Looks for the device.
   *
   * @param devicePath the daemon's, such as {@code /dev/disk/by-id/virtio-5f3a0c11d2e34b0a9c77}
   */
  boolean present(String devicePath);

  /** For a worker on the appliance itself: the path has to exist here. */
  static DeviceLinks onThisHost() {
    return devicePath -> {
      try {
        Path path = Path.of(devicePath);
        return path.isAbsolute() && Files.exists(path);
      } catch (InvalidPathException notAPath) {
        return false;
      }
    };
  }

  /**
   * For a worker elsewhere: the daemon, which waits for the link before it writes its mapping, is
   * believed.
   */
  static DeviceLinks trustingTheDaemon() {
    return devicePath -> !devicePath.isBlank() && !devicePath.startsWith("remote-vm-");
  }
}
