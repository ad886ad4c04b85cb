package io.breakwater.simulator.injector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Locale;

/** Writes the small shell script that is configured as the injection command. */
public final class InjectorCommand {

  private InjectorCommand() {}

  /**
   * Writes an executable script into {@code directory}; called with {@code <device> <jobId>} it
   * becomes the injector process itself.
   *
   * @param takes how long an injection lasts unless the environment says otherwise
   * @return the absolute path of the script
   */
  public static Path install(Path directory, Duration takes) {
    Path script = directory.toAbsolutePath().resolve("inject-virtio-drivers.sh");
    try {
      Files.createDirectories(directory);
      Files.writeString(script, text(takes));
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
      return script;
    } catch (IOException e) {
      throw new UncheckedIOException("injection command " + script, e);
    }
  }

  /** Makes the next injections into one device behave: ok, hang, fail, die or wait. */
  public static void behave(Path device, String mode) {
    Path file = device.resolveSibling(device.getFileName() + ".mode");
    Path next = device.resolveSibling(device.getFileName() + ".mode.next");
    try {
      // A running injector may read at any moment, and never half a word.
      Files.writeString(next, mode + "\n");
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("mode of " + device, e);
    }
  }

  private static String text(Duration takes) {
    String seconds = String.format(Locale.ROOT, "%.3f", takes.toMillis() / 1000.0);
    return """
    #!/bin/sh
    # Stands for the driver injection; writes to a simulated disk.
    : "${INJECTOR_SECONDS:=%s}"
    export INJECTOR_SECONDS
    exec '%s' -Xshare:auto -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx32m -cp '%s' %s "$@"
    """
        .formatted(seconds, java(), classPath(), InjectorMain.class.getName());
  }

  private static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  private static Path classPath() {
    try {
      return Path.of(
          InjectorMain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the simulator's own classes have no usable location", e);
    }
  }
}
