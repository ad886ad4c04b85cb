package io.breakwater.operation;

import io.breakwater.vm.ContextId;
import io.breakwater.vm.ContextStatus;

/** A VM context that a name may mean. */
public record Candidate(
    ContextId contextId,
    String vmName,
    String vcenterHost,
    String vmwareVmId,
    ContextStatus status) {}
