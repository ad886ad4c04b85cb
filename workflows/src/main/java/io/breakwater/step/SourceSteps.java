package io.breakwater.step;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Steps on the source VM, through the VMA and the old system's replication. */
@ActivityInterface
public interface SourceSteps {
  /** Asks the guest to shut down, cuts the power after a limit, and reads the power state back. */
  @ActivityMethod(name = "PowerOffSource")
  StepResult powerOffSource(StepCall call);

  /** Replicates once more after the source is off; succeeds only with a completed job. */
  @ActivityMethod(name = "SyncSource")
  StepResult syncSource(StepCall call);

  /** Powers the source on, only while no destination of this VM runs. */
  @ActivityMethod(name = "PowerOnSource")
  StepResult powerOnSource(StepCall call);
}
