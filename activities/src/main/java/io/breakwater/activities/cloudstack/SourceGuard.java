package io.breakwater.activities.cloudstack;

import io.breakwater.activities.frame.StepFailures;
import io.breakwater.inventory.disk.DiskMark;
import io.breakwater.observation.Baseline;
import io.breakwater.plan.DiskRef;
import io.breakwater.step.OperationRef;
import java.util.List;
import java.util.Optional;

/** What must hold of the replica right before it is snapshotted, reverted or let go of. */
final class SourceGuard {
  private final CloudStackRecords records;

  SourceGuard(CloudStackRecords records) {
    this.records = records;
  }

  /** No replication runs. */
  void requireQuiet(OperationRef operation, String what) {
    records
        .replications()
        .activeJob(operation.context())
        .ifPresent(
            job -> {
              throw StepFailures.precondition(
                  what + ": replication job " + job + " is under way. Wait until it ended.");
            });
  }

  /** Nothing but the replication wrote to the disk. */
  void requireClean(OperationRef operation, DiskRef disk, String what) {
    dirty(operation).stream()
        .filter(mark -> mark.volume().equals(disk.volume()))
        .findFirst()
        .ifPresent(mark -> refuse(mark, what));
  }

  /** Nothing but the replication wrote to any disk of the VM. */
  void requireAllClean(OperationRef operation, String what) {
    dirty(operation).stream().findFirst().ifPresent(mark -> refuse(mark, what));
  }

  boolean isDirty(OperationRef operation, DiskRef disk) {
    return dirty(operation).stream().anyMatch(mark -> mark.volume().equals(disk.volume()));
  }

  /**
   * The replica holds what it held when the plan was made, or when an earlier attempt read it.
   *
   * @param known empty when nobody read it before
   * @return what it holds now
   */
  Baseline requireBaseline(
      OperationRef operation, DiskRef disk, Optional<Baseline> known, String what) {
    Baseline now = records.replications().baseline(operation.context(), disk.disk());
    known
        .filter(before -> !before.equals(now))
        .ifPresent(
            before -> {
              throw StepFailures.precondition(
                  what
                      + ": the replica is at "
                      + now
                      + ", the plan was made for "
                      + before
                      + ". A replication ran meanwhile: observe again.");
            });
    return now;
  }

  private List<DiskMark> dirty(OperationRef operation) {
    return records.disks().dirty(operation.context());
  }

  private static void refuse(DiskMark mark, String what) {
    throw StepFailures.precondition(
        what
            + ": "
            + mark.disk()
            + " is dirty since "
            + mark.since()
            + " ("
            + mark.why()
            + "). Revert it first.");
  }
}
