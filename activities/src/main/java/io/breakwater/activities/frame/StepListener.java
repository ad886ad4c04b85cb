package io.breakwater.activities.frame;

import io.breakwater.step.StepCall;

/** Is told about the course of every step, before the step's failure or success is. Idempotent. */
public interface StepListener {
  /** An attempt begins. */
  void started(StepCall call);

  /** The step ended well. */
  void finished(StepCall call);
}
