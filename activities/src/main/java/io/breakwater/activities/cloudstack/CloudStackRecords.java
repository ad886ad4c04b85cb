package io.breakwater.activities.cloudstack;

import io.breakwater.inventory.disk.Disks;
import io.breakwater.inventory.machine.Machines;
import io.breakwater.inventory.replication.Replications;
import io.breakwater.inventory.site.Sites;
import io.breakwater.inventory.snapshot.Snapshots;

/** The parts of the database that CloudStack's steps look at and write to. */
public record CloudStackRecords(
    Disks disks, Snapshots snapshots, Machines machines, Replications replications, Sites sites) {}
