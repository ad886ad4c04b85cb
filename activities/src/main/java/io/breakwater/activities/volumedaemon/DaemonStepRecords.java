package io.breakwater.activities.volumedaemon;

import io.breakwater.inventory.disk.Disks;
import io.breakwater.inventory.machine.Machines;
import io.breakwater.inventory.replication.Replications;

/** The parts of the database that the daemon's steps look at. */
public record DaemonStepRecords(Disks disks, Machines machines, Replications replications) {}
