package io.breakwater.activities.frame;

import io.breakwater.plan.Step;
import io.breakwater.step.OperationRef;

/**
 * Keeps source and destination from running at the same time. Asked right before the start of a
 * destination is submitted.
 */
public interface SourceAtStart {
  /**
   * Returns when the source is as the rule wants it now.
   *
   * @param what the start, for people, such as {@code start VM app01 (5f3a…)}
   * @throws io.temporal.failure.ApplicationFailure type {@code Precondition} when the source is not
   *     as the rule wants it; retryable when it could not be asked
   */
  void require(OperationRef operation, Step.StartMachine.SourceRule rule, String what);
}
