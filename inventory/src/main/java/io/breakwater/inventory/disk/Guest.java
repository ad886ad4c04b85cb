package io.breakwater.inventory.disk;

import io.breakwater.observation.ContextView.Nic;
import io.breakwater.vm.OsFamily;
import java.util.List;

/**
 * What is known of the source machine: from the OS disk's row, else another disk's, else the
 * context's.
 *
 * @param cpus 0 when unknown
 * @param memoryMb 0 when unknown
 * @param osType as stored; may be empty
 * @param firmware null when unknown
 */
public record Guest(int cpus, int memoryMb, String osType, List<Nic> nics, String firmware) {
  public Guest {
    nics = List.copyOf(nics);
  }

  public OsFamily os() {
    return OsFamily.of(osType);
  }
}
