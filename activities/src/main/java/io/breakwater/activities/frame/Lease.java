package io.breakwater.activities.frame;

import io.breakwater.step.OperationRef;

/** The right of an operation to act on its VM. */
@FunctionalInterface
public interface Lease {
  /** Confirms and extends it, or throws because another operation has it. */
  void confirm(OperationRef operation);
}
