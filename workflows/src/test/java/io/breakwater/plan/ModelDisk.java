package io.breakwater.plan;

import io.breakwater.observation.Baseline;
import io.breakwater.observation.DiskView;
import io.breakwater.observation.Mapping;
import io.breakwater.observation.Place;
import io.breakwater.observation.SnapshotView;
import io.breakwater.vm.DiskId;
import io.breakwater.vm.OperationId;
import io.breakwater.vm.SnapshotId;
import io.breakwater.vm.VolumeId;
import java.util.ArrayList;
import java.util.List;

/**
 * A protected disk in the model world: what the systems say about it, and (unlike the planner) what
 * its blocks really hold.
 */
final class ModelDisk {
  /** The injector wrote all it had to. */
  static final int INJECTED = 1;

  /** An injector was cut off in the middle. */
  static final int HALF_INJECTED = 2;

  /** A guest ran on it. */
  static final int GUEST = 4;

  static final long GIB = 1L << 30;

  final DiskId id;
  final VolumeId volume;
  Place place;
  Mapping mapping = Mapping.none();
  boolean link;
  String state = "Ready";

  /** Whether the appliance has flushed the device since it was attached there. */
  boolean flushed;

  /** Snapshots of the old system that nobody recorded. */
  List<SnapshotId> untracked = List.of();

  boolean dirty;
  OperationId dirtiedBy;
  boolean injected;
  boolean started;

  /** Which replication the database and the next incremental one build on. */
  int replica = 2;

  /** Which replication the blocks hold. */
  int content = 2;

  /** What else was written into the blocks. */
  int stains;

  List<ModelSnapshot> snapshots = new ArrayList<>();

  ModelDisk(DiskId id, VolumeId volume, Place place) {
    this.id = id;
    this.volume = volume;
    this.place = place;
  }

  ModelDisk copy() {
    ModelDisk copy = new ModelDisk(id, volume, place);
    copy.mapping = mapping;
    copy.link = link;
    copy.state = state;
    copy.flushed = flushed;
    copy.untracked = untracked;
    copy.dirty = dirty;
    copy.dirtiedBy = dirtiedBy;
    copy.injected = injected;
    copy.started = started;
    copy.replica = replica;
    copy.content = content;
    copy.stains = stains;
    copy.snapshots = new ArrayList<>(snapshots);
    return copy;
  }

  boolean isAt(Place.Kind kind) {
    return place.kind() == kind;
  }

  /** Whether the blocks are what the next incremental replication takes them for. */
  boolean holdsTheReplica() {
    return stains == 0 && content == replica;
  }

  Baseline baseline() {
    return baseline(replica);
  }

  static Baseline baseline(int replica) {
    return new Baseline("change-" + replica, "replication-" + replica);
  }

  DiskRef ref() {
    return new DiskRef(id, volume);
  }

  /** A snapshot that invariant 3 allows to revert to. */
  boolean hasWayBack() {
    for (ModelSnapshot snapshot : snapshots) {
      if (snapshot.state() == SnapshotView.State.READY
          && snapshot.recorded()
          && baseline().equals(snapshot.takenAt())) {
        return true;
      }
    }
    return false;
  }

  /** The operation that dirtied it first stays, because its snapshot is the clean one. */
  void markDirty(OperationId by) {
    dirtiedBy = dirty ? dirtiedBy : by;
    dirty = true;
    injected = false;
    started = false;
  }

  void markStarted(OperationId by) {
    markDirty(by);
    started = true;
  }

  void markClean() {
    dirty = false;
    dirtiedBy = null;
    injected = false;
    started = false;
  }

  DiskView view() {
    List<SnapshotView> views = new ArrayList<>(snapshots.size());
    for (ModelSnapshot snapshot : snapshots) {
      views.add(snapshot.view());
    }
    return new DiskView(
        id,
        volume,
        40 * GIB,
        place,
        isAt(Place.Kind.MISSING) ? "" : state,
        mapping,
        link,
        dirty,
        dirtiedBy,
        injected,
        baseline(),
        views,
        untracked,
        started);
  }

  @Override
  public String toString() {
    return view() + " content=" + content + "/" + replica + " stains=" + stains;
  }
}
