package io.breakwater.inventory.snapshot;

import io.breakwater.inventory.NotYet;
import io.breakwater.observation.Baseline;
import io.breakwater.plan.DiskRef;
import io.breakwater.step.OperationRef;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.DiskId;
import io.breakwater.vm.OperationId;
import io.breakwater.vm.SnapshotId;
import io.breakwater.vm.VolumeId;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * Snapshots of protected volumes: our own records, and the one slot per volume in {@code
 * ossea_volumes} that other programs read. Thread-safe.
 */
public final class Snapshots {
  public Snapshots(Jdbi jdbi) {}

  /** Records, before the call, that a snapshot of this name will be made. Idempotent. */
  public void intent(OperationRef operation, DiskRef disk, String name, Baseline baseline) {
    NotYet.written();
  }

  /**
   * Records the snapshot of an intent and fills the slot in {@code ossea_volumes}. A snapshot of
   * the old system that stands in the slot is moved to our records. Idempotent.
   *
   * @throws IllegalStateException without an intent of this operation for the disk
   */
  public void recorded(OperationRef operation, DiskRef disk, SnapshotId snapshot) {
    NotYet.written();
  }

  /** Records that the snapshot is gone and empties the slot when it holds this one. */
  public void forgotten(VolumeId volume, SnapshotId snapshot) {
    NotYet.written();
  }

  /** Closes all records of the VM and empties its slots: nothing is left in CloudStack. */
  public void forgetAll(ContextId context) {
    NotYet.written();
  }

  /** All that is not forgotten, intents too, oldest first. */
  public List<SnapshotRow> of(ContextId context) {
    return NotYet.written();
  }

  /** What this operation recorded for the disk and has not forgotten. */
  public Optional<SnapshotRow> find(OperationId operation, DiskId disk) {
    return NotYet.written();
  }
}
