package io.breakwater.activities.frame;

import io.breakwater.step.StepCall;
import io.breakwater.step.StepResult;

/** Where the course of steps is recorded; every method is idempotent. */
public interface StepLog {
  void started(StepCall call, int attempt);

  void finished(StepCall call, StepResult result);

  /**
   * Records a failed attempt.
   *
   * @param last whether the attempt is not tried again
   */
  void failed(StepCall call, int attempt, String type, String message, boolean last);
}
