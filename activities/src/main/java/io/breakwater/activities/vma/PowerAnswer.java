package io.breakwater.activities.vma;

/**
 * What the VMA claims after power-off or power-on. Proves nothing: read the power state.
 *
 * @param method {@code graceful}, {@code forced} or {@code already-off}; empty for power-on
 */
public record PowerAnswer(boolean success, PowerState claimed, String method, String message) {}
