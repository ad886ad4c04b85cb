package io.breakwater.gateway.http;

/** A VM that a name may mean; its {@code context_id} says which one is meant. */
public record VmCandidate(
    String contextId, String vmName, String vcenterHost, String vmwareVmId, String status) {}
