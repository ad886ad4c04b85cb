package io.breakwater.step;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Steps that only the appliance itself can do, because the devices are there. */
@ActivityInterface
public interface ApplianceSteps {
  @ActivityMethod(name = "FlushDevices")
  StepResult flushDevices(StepCall call);

  /** Success is exit code 0 of the injector; cancelling ends its process group. */
  @ActivityMethod(name = "InjectDrivers")
  StepResult injectDrivers(StepCall call);
}
