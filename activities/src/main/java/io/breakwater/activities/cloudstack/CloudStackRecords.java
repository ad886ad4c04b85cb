package io.breakwater.activities.cloudstack;

import io.breakwater.inventory.Inventory;
import io.breakwater.inventory.audit.Audit;
import io.breakwater.inventory.disk.Disks;
import io.breakwater.inventory.live.LiveFailovers;
import io.breakwater.inventory.machine.Machines;
import io.breakwater.inventory.operation.Operations;
import io.breakwater.inventory.replication.Replications;
import io.breakwater.inventory.site.Sites;
import io.breakwater.inventory.snapshot.Snapshots;

/** The parts of the database that CloudStack's steps look at and write to. */
public record CloudStackRecords(
    Disks disks,
    Snapshots snapshots,
    Machines machines,
    Replications replications,
    Sites sites,
    Operations operations,
    LiveFailovers liveFailovers,
    Audit audit) {

  /** Those of this inventory. */
  public static CloudStackRecords of(Inventory inventory) {
    return new CloudStackRecords(
        inventory.disks(),
        inventory.snapshots(),
        inventory.machines(),
        inventory.replications(),
        inventory.sites(),
        inventory.operations(),
        inventory.liveFailovers(),
        inventory.audit());
  }
}
