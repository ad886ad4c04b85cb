package io.breakwater.observation;

import io.breakwater.vm.OperationId;
import io.breakwater.vm.SnapshotId;

/**
 * A snapshot of a protected volume.
 *
 * @param madeBy the operation whose name it bears; null for one of the old system
 * @param recorded whether its id stands in our records or in {@code ossea_volumes.snapshot_id}
 * @param takenAt the baseline recorded with it, or with the intent to make it when its id is not
 *     recorded; null when unknown
 */
public record SnapshotView(
    SnapshotId id,
    String name,
    State state,
    OperationId madeBy,
    boolean recorded,
    Baseline takenAt) {
  /** What CloudStack says of it. */
  public enum State {
    /** Can be reverted to ({@code BackedUp}, {@code CreatedOnPrimary}). */
    READY,
    /** Still being made or removed. */
    PENDING,
    /** A failure left it; it holds nothing. */
    ERROR
  }
}
