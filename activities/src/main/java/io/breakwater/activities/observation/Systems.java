package io.breakwater.activities.observation;

import io.breakwater.activities.cloudstack.CloudStack;
import io.breakwater.activities.cloudstack.CloudStackConnections;
import io.breakwater.activities.cloudstack.CsJob;
import io.breakwater.activities.guest.DeviceUsers;
import io.breakwater.activities.guest.Injectors;
import io.breakwater.activities.replication.ReplicationLook;
import io.breakwater.activities.source.SourceLook;
import io.breakwater.activities.volumedaemon.DeviceLinks;
import io.breakwater.activities.volumedaemon.LiveOperations;
import io.breakwater.activities.volumedaemon.VolumeDaemon;
import io.breakwater.inventory.Inventory;
import java.util.List;

/** Everything that knows a part of the truth. */
public record Systems(
    Inventory inventory,
    CloudStackConnections connections,
    VolumeDaemon daemon,
    LiveOperations operations,
    DeviceLinks links,
    Injectors injectors,
    DeviceUsers users,
    SourceLook source,
    ReplicationLook replication) {

  /** The CloudStack that is configured now. */
  CloudStack cloud() {
    return connections.cloud();
  }

  List<CsJob> pendingJobs() {
    return connections.pendingJobs();
  }
}
