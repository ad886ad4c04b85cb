package io.breakwater.inventory.operation;

import io.breakwater.operation.Progress.StepState;
import java.time.Instant;

/**
 * A step of an operation.
 *
 * @param name the old system's step name
 * @param attempt 0 before the first
 */
public record StepRow(
    int round,
    String stepId,
    String name,
    String title,
    StepState state,
    int attempt,
    Instant startedAt,
    Instant finishedAt,
    String detail) {}
