package io.breakwater.simulator.oracle;

import io.breakwater.simulator.cloud.CloudView;
import io.breakwater.simulator.cloud.SnapshotView;
import io.breakwater.simulator.cloud.VolumeView;
import io.breakwater.simulator.disk.DiskContents;
import io.breakwater.simulator.journal.JournalEntry;

/** Invariants 3 and 12: when a snapshot may be taken, reverted to, and deleted. */
final class SnapshotRules {

  private final Oracle oracle;

  SnapshotRules(Oracle oracle) {
    this.oracle = oracle;
  }

  void create(JournalEntry call, CloudView cloud) {
    String volumeId = call.parameters().getOrDefault("volumeid", "");
    if (!cloud.isProtected(volumeId)) {
      return;
    }
    DiskContents disk = cloud.disk(volumeId);
    if (disk.replicationWriting()) {
      oracle.violated(
          12, call, "asks for a snapshot of " + volumeId + " while the replication writes to it");
    }
    if (disk.dirty()) {
      oracle.violated(3, call, "asks for a snapshot of the dirty disk " + volumeId);
    }
  }

  void revert(JournalEntry call, CloudView cloud) {
    cloud
        .snapshot(call.parameters().getOrDefault("id", ""))
        .filter(snapshot -> cloud.isProtected(snapshot.volumeId()))
        .ifPresent(snapshot -> revert(snapshot, call, cloud));
  }

  private void revert(SnapshotView snapshot, JournalEntry call, CloudView cloud) {
    String volumeId = snapshot.volumeId();
    cloud
        .volume(volumeId)
        .filter(volume -> volume.vmId() != null)
        .ifPresent(
            volume ->
                oracle.violated(
                    3, call, "asks to revert " + volumeId + " while it is on VM " + volume.vmId()));
    if (cloud.disk(volumeId).replicatedSince(snapshot.contents())) {
      oracle.violated(
          3,
          call,
          "asks to revert " + volumeId + " to before its last replication: blocks would be missed");
    }
    String context = cloud.contextOf(volumeId).orElseThrow();
    if (oracle.isCommitted(context)) {
      oracle.violated(3, call, "asks to revert " + volumeId + ", whose failover was committed");
    }
  }

  void delete(JournalEntry call, CloudView cloud) {
    cloud
        .snapshot(call.parameters().getOrDefault("id", ""))
        .filter(SnapshotView::ready)
        .filter(snapshot -> cloud.isProtected(snapshot.volumeId()))
        .ifPresent(snapshot -> delete(snapshot, call, cloud));
  }

  private void delete(SnapshotView snapshot, JournalEntry call, CloudView cloud) {
    String context = cloud.contextOf(snapshot.volumeId()).orElseThrow();
    if (oracle.isCommitted(context) || hasTwin(snapshot, cloud)) {
      return;
    }
    for (String disk : cloud.contexts().get(context)) {
      if (cloud.volume(disk).isPresent() && cloud.disk(disk).dirty()) {
        oracle.violated(
            3,
            call,
            "asks to delete the snapshot of "
                + snapshot.volumeId()
                + " while the disk "
                + disk
                + " of the same VM is dirty");
        return;
      }
    }
    boolean lost = cloud.volume(snapshot.volumeId()).map(VolumeView::id).isEmpty();
    if (lost) {
      oracle.violated(3, call, "asks to delete the last copy of " + snapshot.volumeId());
    }
  }

  private static boolean hasTwin(SnapshotView snapshot, CloudView cloud) {
    return cloud.snapshots().stream()
        .anyMatch(
            other ->
                other.ready()
                    && !other.id().equals(snapshot.id())
                    && other.volumeId().equals(snapshot.volumeId())
                    && other.contents().equals(snapshot.contents()));
  }
}
