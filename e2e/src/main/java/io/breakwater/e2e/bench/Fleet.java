package io.breakwater.e2e.bench;

import io.breakwater.e2e.world.World;
import io.breakwater.operation.OperationKind;
import io.breakwater.simulator.site.ProtectedContext;
import io.breakwater.simulator.site.ProtectedVm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Many VMs of one kind in one world. */
final class Fleet {
  private final World world;
  private final List<ProtectedContext> vms;

  private Fleet(World world, List<ProtectedContext> vms) {
    this.world = world;
    this.vms = vms;
  }

  /**
   * Linux guests: the stand-in for the driver injection is a JVM of its own, whose start would be
   * measured instead of us.
   */
  static Fleet of(World world, String prefix, int count, int disks) {
    Integer[] sizes = Collections.nCopies(disks, 20).toArray(Integer[]::new);
    List<ProtectedContext> vms = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      vms.add(
          world
              .site()
              .protect(
                  ProtectedVm.named(String.format("%s-%04d", prefix, i))
                      .osType("linux")
                      .disks(sizes)));
    }
    return new Fleet(world, vms);
  }

  int size() {
    return vms.size();
  }

  /** Starts the operation on all of them at once. */
  List<Operation> start(OperationKind kind) {
    return vms.stream().map(vm -> Operation.start(world, kind, vm)).toList();
  }
}
