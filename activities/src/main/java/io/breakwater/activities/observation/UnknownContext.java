package io.breakwater.activities.observation;

import io.breakwater.activities.frame.AsFailure;
import io.breakwater.operation.Failures;
import io.breakwater.vm.ContextId;
import io.temporal.failure.ApplicationFailure;

/** There is no VM context of this id. */
public final class UnknownContext extends RuntimeException implements AsFailure {
  private static final long serialVersionUID = 1;

  public UnknownContext(ContextId id) {
    super("no VM context " + id + ": see GET /api/v1/vm-contexts for the ids");
  }

  @Override
  public ApplicationFailure toFailure() {
    return ApplicationFailure.newNonRetryableFailureWithCause(
        getMessage(), Failures.UNKNOWN_VM, this);
  }
}
