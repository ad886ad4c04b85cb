package io.breakwater.inventory.disk;

import io.breakwater.vm.DiskId;
import io.breakwater.vm.OperationId;
import io.breakwater.vm.VolumeId;
import java.time.Instant;

/**
 * What we know was done to a protected volume since its last clean state.
 *
 * @param dirtiedBy null when clean
 * @param injected whether {@code dirtiedBy} finished driver injection on it
 * @param started whether {@code dirtiedBy} was about to start its destination on it, or did
 * @param why for people; null when clean
 * @param since when it became dirty or clean
 */
public record DiskMark(
    DiskId disk,
    VolumeId volume,
    boolean dirty,
    OperationId dirtiedBy,
    boolean injected,
    boolean started,
    String why,
    Instant since) {}
