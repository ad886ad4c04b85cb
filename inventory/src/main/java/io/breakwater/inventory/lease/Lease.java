package io.breakwater.inventory.lease;

import io.breakwater.vm.ContextId;
import io.breakwater.vm.OperationId;
import java.time.Instant;

/**
 * Who may act on a VM.
 *
 * @param live false when it ran out by the database's clock without being given back: its operation
 *     may still have jobs under way
 */
public record Lease(
    ContextId context,
    OperationId operation,
    String installation,
    long fencing,
    Instant expiresAt,
    boolean live) {}
