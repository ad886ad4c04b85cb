package io.breakwater.inventory.audit;

import io.breakwater.vm.ContextId;
import io.breakwater.vm.OperationId;
import java.time.Instant;

/**
 * One entry of the audit log.
 *
 * @param what such as {@code STARTED LiveFailover} or {@code DECIDED RETRY}
 * @param who null when nobody was named
 * @param why null when no reason was given
 * @param details JSON, or null
 */
public record AuditRow(
    Instant at,
    OperationId operation,
    ContextId context,
    String what,
    String who,
    String why,
    String details) {}
