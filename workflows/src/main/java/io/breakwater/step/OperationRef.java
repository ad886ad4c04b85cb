package io.breakwater.step;

import io.breakwater.vm.ContextId;
import io.breakwater.vm.OperationId;

/**
 * The operation on whose behalf a step acts.
 *
 * @param fencing the lease's number: a step acts only while the lease still bears it
 * @param round which plan of the operation this is, from 1
 */
public record OperationRef(
    OperationId id, ContextId context, String vmName, long fencing, int round) {}
