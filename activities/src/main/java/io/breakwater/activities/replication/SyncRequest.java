package io.breakwater.activities.replication;

import io.breakwater.activities.vma.DiscoveredVm;
import io.breakwater.inventory.context.ContextRow;
import io.breakwater.vm.ContextId;
import java.time.Instant;
import java.util.Objects;

/**
 * What to replicate.
 *
 * @param vm as discovered just now
 * @param site the id of the row of {@code ossea_configs}
 * @param sourceOffAt when the source had been seen off, by the clock of this host: a job that was
 *     created before may miss what the source wrote last
 */
public record SyncRequest(
    ContextId context,
    DiscoveredVm vm,
    String vcenterHost,
    String datacenter,
    long site,
    Instant sourceOffAt) {
  public SyncRequest {
    Objects.requireNonNull(context, "context");
    Objects.requireNonNull(vm, "vm");
    Objects.requireNonNull(sourceOffAt, "sourceOffAt");
  }

  /**
   * A request for the VM of this context.
   *
   * @throws IllegalArgumentException when another VM was discovered
   */
  public static SyncRequest of(ContextRow row, DiscoveredVm vm, long site, Instant sourceOffAt) {
    if (!vm.id().equalsIgnoreCase(row.vmwareVmId())) {
      throw new IllegalArgumentException(
          "discovered VM " + vm.id() + " instead of " + row.vmwareVmId() + " of " + row.id());
    }
    return new SyncRequest(row.id(), vm, row.vcenterHost(), row.datacenter(), site, sourceOffAt);
  }

  /** For people. */
  String describe() {
    return "final sync of " + vm.name() + " (context " + context + ")";
  }
}
