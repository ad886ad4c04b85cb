package io.breakwater.simulator.vma;

import java.util.List;

/**
 * A VM in a simulated vCenter.
 *
 * @param id the VMware UUID by which the VMA addresses it
 * @param toolsInstalled whether a graceful shutdown is possible at all
 * @param networks names of the networks its adapters are in, in order
 * @param diskSizesGb its disks in order, the first is the OS disk
 */
public record SourceVm(
    String id,
    String name,
    String vcenter,
    String datacenter,
    String guestOs,
    int cpus,
    int memoryMb,
    boolean toolsInstalled,
    List<String> networks,
    List<Integer> diskSizesGb) {

  /** Takes unmodifiable copies of the lists. */
  public SourceVm {
    networks = List.copyOf(networks);
    diskSizesGb = List.copyOf(diskSizesGb);
  }

  String path() {
    return "/" + datacenter + "/vm/" + name;
  }
}
