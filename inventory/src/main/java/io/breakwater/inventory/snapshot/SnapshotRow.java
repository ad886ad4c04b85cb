package io.breakwater.inventory.snapshot;

import io.breakwater.observation.Baseline;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.DiskId;
import io.breakwater.vm.OperationId;
import io.breakwater.vm.SnapshotId;
import io.breakwater.vm.VolumeId;
import java.time.Instant;

/**
 * A snapshot that we made or that the old system tracked.
 *
 * @param operation null for one of the old system
 * @param disk null when the old system's volume belongs to no disk
 * @param name null for one of the old system
 * @param id null while only the intent is recorded
 * @param baseline what the replica held when it was taken; null where nobody can tell for one of
 *     the old system
 * @param takenAt null while only the intent is recorded
 */
public record SnapshotRow(
    OperationId operation,
    ContextId context,
    DiskId disk,
    VolumeId volume,
    String name,
    SnapshotId id,
    Baseline baseline,
    Instant takenAt) {}
