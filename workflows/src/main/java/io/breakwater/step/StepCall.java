package io.breakwater.step;

import io.breakwater.plan.PlannedStep;

/** A step to carry out, as every step activity takes it. */
public record StepCall(OperationRef operation, PlannedStep step) {}
