package io.breakwater.step;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/**
 * Steps that are one Volume Daemon operation each. The daemon neither de-duplicates nor survives
 * its own restart, so every step looks at CloudStack before and after.
 */
@ActivityInterface
public interface VolumeDaemonSteps {
  @ActivityMethod(name = "DetachFromAppliance")
  StepResult detachFromAppliance(StepCall call);

  @ActivityMethod(name = "AttachAsRoot")
  StepResult attachAsRoot(StepCall call);

  @ActivityMethod(name = "AttachData")
  StepResult attachData(StepCall call);

  @ActivityMethod(name = "DetachFromMachine")
  StepResult detachFromMachine(StepCall call);

  @ActivityMethod(name = "AttachToAppliance")
  StepResult attachToAppliance(StepCall call);
}
