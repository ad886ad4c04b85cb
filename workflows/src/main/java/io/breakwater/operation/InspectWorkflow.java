package io.breakwater.operation;

import io.breakwater.step.OperationActivities.Planned;

/** Observes and plans without a lease and without writing anything. */
public final class InspectWorkflow implements Inspect {
  @Override
  public Planned inspect(OperationKind operation, OperationRequest request) {
    return DryRun.of(operation, request);
  }
}
