package io.breakwater.simulator.vma;

import io.breakwater.simulator.vma.SimulatedVma.Machine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The VMs that are powered off, one key a line, so that they are still off after a restart. */
final class PowerFile {

  private final Path file;
  private final Set<String> offAtLast;

  /** Null remembers nothing. */
  PowerFile(Path file) {
    this.file = file;
    try {
      this.offAtLast =
          file != null && Files.exists(file) ? Set.copyOf(Files.readAllLines(file)) : Set.of();
    } catch (IOException e) {
      throw new UncheckedIOException("power states in " + file, e);
    }
  }

  boolean offAtLast(String key) {
    return offAtLast.contains(key);
  }

  synchronized void save(Map<String, Machine> machines) {
    if (file == null) {
      return;
    }
    List<String> off =
        machines.entrySet().stream()
            .filter(machine -> !machine.getValue().power().isOn())
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    try {
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.write(fresh, off);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("power states in " + file, e);
    }
  }
}
