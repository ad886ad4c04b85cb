package io.breakwater.gateway.operations;

import io.breakwater.gateway.operations.OperationDetails.Lane;
import io.breakwater.inventory.disk.DiskRow;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The lanes of steps: the VM's own, then one for each disk that a step is about. */
final class Lanes {
  private static final long GIB = 1L << 30;

  private Lanes() {}

  /**
   * In the order in which people see them.
   *
   * @param used the lanes of the steps
   * @param disks the VM's, the OS disk first
   */
  static List<Lane> of(Stream<String> used, List<DiskRow> disks) {
    Set<String> wanted = new LinkedHashSet<>();
    wanted.add(io.breakwater.plan.Lanes.VM);
    used.sorted().forEach(wanted::add);
    List<Lane> lanes = new ArrayList<>();
    lanes.add(new Lane(io.breakwater.plan.Lanes.VM, "VM"));
    wanted.remove(io.breakwater.plan.Lanes.VM);
    for (int i = 0; i < disks.size(); i++) {
      String id = disks.get(i).id().value();
      if (wanted.remove(id)) {
        lanes.add(new Lane(id, title(disks.get(i), i == 0)));
      }
    }
    // A disk that the tables no longer have.
    wanted.forEach(gone -> lanes.add(new Lane(gone, gone)));
    return List.copyOf(lanes);
  }

  private static String title(DiskRow disk, boolean first) {
    String size =
        disk.sizeBytes() == 0
            ? ""
            : String.format(Locale.ROOT, ", %d GB", (disk.sizeBytes() + GIB - 1) / GIB);
    return (first ? "OS disk " : "Disk ") + disk.id().value() + size;
  }
}
