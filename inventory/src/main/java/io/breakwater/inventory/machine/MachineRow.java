package io.breakwater.inventory.machine;

import io.breakwater.vm.ContextId;
import io.breakwater.vm.MachineId;
import io.breakwater.vm.OperationId;
import io.breakwater.vm.VolumeId;
import java.time.Instant;

/**
 * The one destination of an operation.
 *
 * @param id null while only the intent is recorded
 * @param templateRoot the ROOT volume that CloudStack made with the VM, recorded before anything
 *     was attached; null when it was not
 * @param volumesAttached whether a protected volume was ever sent to it
 */
public record MachineRow(
    OperationId operation,
    ContextId context,
    String name,
    String displayName,
    MachineId id,
    VolumeId templateRoot,
    boolean templateRootDeleted,
    boolean volumesAttached,
    boolean gone,
    Instant createdAt) {}
