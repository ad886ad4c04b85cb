package io.breakwater.plan;

import io.breakwater.observation.DiskView;
import io.breakwater.observation.SnapshotView;
import io.breakwater.plan.Step.DeleteSnapshot.Reason;
import java.util.List;

/** Deletes every snapshot of a disk: those that failed at once, the others when they may go. */
final class SnapshotDrops {
  private SnapshotDrops() {}

  /**
   * Plans the deletes.
   *
   * @param reason what makes it safe to delete a snapshot that did not fail
   * @param hold the step that one in Error waits for; it holds nothing
   * @param needs the steps that the others wait for
   */
  static void plan(
      PlanBuilder plan, DiskView disk, Reason reason, String hold, List<String> needs) {
    for (SnapshotView snapshot : disk.snapshots()) {
      boolean error = snapshot.state() == SnapshotView.State.ERROR;
      plan.add(
          "delete-snapshot/" + disk.id() + "/" + snapshot.id(),
          StepName.SNAPSHOT_CLEANUP,
          (error ? "Delete the failed snapshot of " : "Delete the snapshot of ") + disk.id(),
          new Step.DeleteSnapshot(Disks.ref(disk), snapshot.id(), error ? Reason.ERROR : reason),
          Budgets.SNAPSHOT_DELETE,
          error ? List.of(hold) : needs);
    }
  }
}
