package io.breakwater.e2e.trouble;

import io.breakwater.simulator.site.ProtectedContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Keeps the flush of the OS disk's device from ending. */
final class FlushHold implements StepHold {
  private static final String SCRIPT =
      """
      #!/bin/sh
      # Stands for the flush of a device; waits while somebody wants it to.
      while [ -e "$1.hold" ]; do : > "$1.flushing"; sleep 0.05; done
      """;

  private final Path hold;
  private final Path flushing;

  FlushHold(TroubleWorld world, ProtectedContext vm) {
    Path device = world.site().links().pathOf(vm.osVolumeId());
    this.hold = device.resolveSibling(device.getFileName() + ".hold");
    this.flushing = device.resolveSibling(device.getFileName() + ".flushing");
    try {
      Files.deleteIfExists(flushing);
      Files.createFile(hold);
    } catch (IOException e) {
      throw new UncheckedIOException("hold the flush of " + device, e);
    }
  }

  /** Writes the flush command that can be held, and returns it as it is configured. */
  static String install(Path directory) {
    Path script = directory.resolve("flush.sh");
    try {
      Files.createDirectories(directory);
      Files.writeString(script, SCRIPT);
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
      return script + " {device}";
    } catch (IOException e) {
      throw new UncheckedIOException("write " + script, e);
    }
  }

  @Override
  public boolean hasCaught(Run run) {
    return Files.exists(flushing);
  }

  @Override
  public void release() {
    try {
      Files.deleteIfExists(hold);
    } catch (IOException e) {
      throw new UncheckedIOException("release " + hold, e);
    }
  }
}
