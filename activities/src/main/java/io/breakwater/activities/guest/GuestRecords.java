package io.breakwater.activities.guest;

import io.breakwater.inventory.context.Contexts;
import io.breakwater.inventory.disk.Disks;
import io.breakwater.inventory.replication.Replications;
import io.breakwater.inventory.snapshot.Snapshots;

/** The parts of the database that the appliance's steps look at. */
public record GuestRecords(
    Contexts contexts, Disks disks, Snapshots snapshots, Replications replications) {}
