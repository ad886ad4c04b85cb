package io.breakwater.plan;

import io.breakwater.vm.MachineId;
import io.breakwater.vm.OperationId;

/**
 * A destination VM: one that was observed, or the one that an operation makes while the plan runs.
 *
 * @param id null when the VM does not exist yet
 * @param madeBy the operation whose mark it bears; null for a VM of the old system
 */
public record MachineRef(MachineId id, OperationId madeBy) {
  public MachineRef {
    if (id == null && madeBy == null) {
      throw new IllegalArgumentException("a machine needs an id or the operation that makes it");
    }
  }

  public static MachineRef madeBy(OperationId operation) {
    return new MachineRef(null, operation);
  }
}
