package io.breakwater.plan;

import io.breakwater.observation.Baseline;
import io.breakwater.observation.SnapshotView;
import io.breakwater.vm.OperationId;
import io.breakwater.vm.SnapshotId;

/**
 * A snapshot in the model world.
 *
 * @param content which replication the captured blocks hold
 * @param stains what else was in them
 */
record ModelSnapshot(
    SnapshotId id,
    String name,
    SnapshotView.State state,
    OperationId madeBy,
    boolean recorded,
    Baseline takenAt,
    int content,
    int stains) {

  ModelSnapshot recordedAt(Baseline baseline) {
    return new ModelSnapshot(id, name, state, madeBy, true, baseline, content, stains);
  }

  SnapshotView view() {
    return new SnapshotView(id, name, state, madeBy, recorded, takenAt);
  }
}
