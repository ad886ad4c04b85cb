package io.breakwater.activities.guest;

import java.time.Duration;
import java.util.List;

/**
 * How a device's cached writes are brought to the disk.
 *
 * @param command the command line; {@code {device}} stands for the device
 * @param limit for all disks of a VM together
 */
public record FlushConfig(List<String> command, Duration limit) {
  private static final String DEVICE = "{device}";

  public FlushConfig {
    command = List.copyOf(command);
    if (command.stream().noneMatch(word -> word.contains(DEVICE))) {
      throw new IllegalArgumentException("the flush command names no " + DEVICE + ": " + command);
    }
  }

  /** {@code sync} on the device: an fsync, which for a block device writes its page cache. */
  public static FlushConfig defaults() {
    return new FlushConfig(List.of("sync", DEVICE), Duration.ofSeconds(60));
  }

  List<String> commandFor(String device) {
    return command.stream().map(word -> word.replace(DEVICE, device)).toList();
  }
}
