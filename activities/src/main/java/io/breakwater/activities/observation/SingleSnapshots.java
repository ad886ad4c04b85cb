package io.breakwater.activities.observation;

import io.breakwater.inventory.disk.DiskRow;
import io.breakwater.observation.SnapshotView;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.SnapshotId;
import java.util.List;

/**
 * Tracks the one snapshot that the oldest engine took, like those of its successors: only a row of
 * {@code failover_jobs} names it, and only CloudStack knows whether it is still there and of which
 * volume. From then on its disk counts as written to.
 */
final class SingleSnapshots {
  private final Systems systems;

  SingleSnapshots(Systems systems) {
    this.systems = systems;
  }

  void track(ContextId context, List<DiskRow> disks) {
    for (SnapshotId id : systems.inventory().snapshots().singles(context)) {
      systems
          .cloud()
          .snapshot(id)
          .filter(snapshot -> snapshot.state() == SnapshotView.State.READY)
          .filter(snapshot -> disks.stream().anyMatch(d -> snapshot.volume().equals(d.volume())))
          .ifPresent(
              snapshot ->
                  systems.inventory().snapshots().trackSingle(context, snapshot.volume(), id));
    }
  }
}
