package io.breakwater.activities.cloudstack;

import io.breakwater.observation.SnapshotView;
import io.breakwater.vm.SnapshotId;
import io.breakwater.vm.VolumeId;
import java.time.Instant;

/**
 * A volume snapshot as CloudStack lists it.
 *
 * @param rawState CloudStack's own word, such as {@code BackedUp}
 * @param created null when CloudStack gave none
 * @param irreversible whether CloudStack says that its storage cannot go back to it; 4.22 does so
 *     while it is not Ready, and for good where the volume is none that it can revert (QCOW2)
 */
public record CsSnapshot(
    SnapshotId id,
    String name,
    VolumeId volume,
    SnapshotView.State state,
    String rawState,
    Instant created,
    boolean irreversible) {}
