package io.breakwater.simulator.oracle;

import io.breakwater.simulator.cloud.CloudView;
import io.breakwater.simulator.cloud.VolumeView;
import io.breakwater.simulator.disk.DiskContents;
import io.breakwater.simulator.disk.DiskWrite;
import java.util.List;
import java.util.Optional;

/** Invariants 3, 4 and 12, as far as the writes on a protected disk tell. */
final class DiskRules {

  private final Oracle oracle;

  DiskRules(Oracle oracle) {
    this.oracle = oracle;
  }

  void write(String volumeId, DiskWrite write, CloudView cloud) {
    Optional<String> context = cloud.contextOf(volumeId);
    if (context.isEmpty() || oracle.isCommitted(context.get())) {
      return;
    }
    DiskContents disk = cloud.disk(volumeId);
    if (write.byReplication()) {
      replication(volumeId, disk, cloud);
      return;
    }
    if (!disk.dirty() && !hasWayBack(volumeId, disk, cloud)) {
      oracle.violated(
          4,
          null,
          write.writer() + " makes the disk " + volumeId + " dirty and no snapshot holds it clean");
    }
    if (write.byInjector()) {
      injection(volumeId, write, disk, cloud);
    }
  }

  private void replication(String volumeId, DiskContents disk, CloudView cloud) {
    if (disk.dirty()) {
      oracle.violated(12, null, "the replication writes onto the dirty disk " + volumeId);
    }
    if (!onAppliance(volumeId, cloud)) {
      oracle.violated(
          12, null, "the replication writes to " + volumeId + ", which is not on the appliance");
    }
  }

  private void injection(String volumeId, DiskWrite write, DiskContents disk, CloudView cloud) {
    List<DiskWrite> before = disk.writes().stream().filter(DiskWrite::byInjector).toList();
    boolean guests = disk.writes().stream().anyMatch(w -> w.writer().startsWith("guest:"));
    if (guests) {
      oracle.violated(4, null, "a driver injection writes to " + volumeId + " after a guest did");
    }
    if (!before.isEmpty() && startsAgain(write, before)) {
      oracle.violated(4, null, "a second driver injection runs on the dirty disk " + volumeId);
    }
    if (!onAppliance(volumeId, cloud)) {
      oracle.violated(
          4, null, "a driver injection writes to " + volumeId + ", which is not on the appliance");
    }
  }

  /**
   * Within one injection the writer stays the same, no text comes twice, and the end is the end.
   */
  private static boolean startsAgain(DiskWrite write, List<DiskWrite> before) {
    DiskWrite last = before.get(before.size() - 1);
    return last.complete()
        || !last.writer().equals(write.writer())
        || before.stream().anyMatch(earlier -> earlier.text().equals(write.text()));
  }

  private static boolean onAppliance(String volumeId, CloudView cloud) {
    return cloud.volume(volumeId).map(VolumeView::vmId).equals(cloud.applianceId());
  }

  private static boolean hasWayBack(String volumeId, DiskContents disk, CloudView cloud) {
    return cloud.snapshots().stream()
        .anyMatch(
            snapshot ->
                snapshot.ready()
                    && snapshot.volumeId().equals(volumeId)
                    && snapshot.contents().equals(disk));
  }
}
