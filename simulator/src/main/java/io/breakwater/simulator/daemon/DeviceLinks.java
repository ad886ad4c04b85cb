package io.breakwater.simulator.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The directory that stands for {@code /dev/disk/by-id} on the appliance. Each disk attached to the
 * appliance has a file {@code virtio-<first 20 hex digits of its id>} there, whose text is the URL
 * of the simulated disk, so that an injector or a flush can "open the device".
 */
public final class DeviceLinks {

  private static final int SERIAL_LENGTH = 20;

  private final Path directory;
  private final String controlUrl;
  private final Set<String> unplugged = ConcurrentHashMap.newKeySet();

  /** Links below {@code directory} (created when missing) to disks at {@code controlUrl}. */
  public DeviceLinks(Path directory, String controlUrl) {
    this.directory = directory.toAbsolutePath();
    this.controlUrl = controlUrl;
    try {
      Files.createDirectories(this.directory);
    } catch (IOException e) {
      throw new UncheckedIOException("device directory " + directory, e);
    }
  }

  /** Where the link of that volume is or would be. */
  public Path pathOf(String volumeId) {
    String digits = volumeId.replace("-", "").toLowerCase(Locale.ROOT);
    return directory.resolve(
        "virtio-" + digits.substring(0, Math.min(SERIAL_LENGTH, digits.length())));
  }

  /** The disk appears on the appliance. */
  public void plug(String volumeId) {
    if (unplugged.contains(volumeId)) {
      return;
    }
    Path link = pathOf(volumeId);
    try {
      Path fresh = Files.createTempFile(directory, ".new", "");
      Files.writeString(fresh, controlUrl + "/simulator/disks/" + volumeId + "\n");
      Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("device link " + link, e);
    }
  }

  /** The disk disappears from the appliance. */
  public void unplug(String volumeId) {
    try {
      Files.deleteIfExists(pathOf(volumeId));
    } catch (IOException e) {
      throw new UncheckedIOException("device link " + pathOf(volumeId), e);
    }
  }

  /** Fault: from now on the link of this volume does not appear however often it is plugged in. */
  public void neverShow(String volumeId) {
    unplugged.add(volumeId);
    unplug(volumeId);
  }

  /** Ends {@link #neverShow}. */
  public void showAgain(String volumeId) {
    unplugged.remove(volumeId);
  }

  /** Whether the link of that volume is there. */
  public boolean shows(String volumeId) {
    return Files.exists(pathOf(volumeId));
  }

  /** The names of all links, sorted. */
  public List<String> names() {
    try (Stream<Path> links = Files.list(directory)) {
      return links
          .map(link -> link.getFileName().toString())
          .filter(name -> name.startsWith("virtio-") && !name.contains("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("device directory " + directory, e);
    }
  }
}
