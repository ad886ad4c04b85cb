package io.breakwater.step;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Steps of the appliance itself: the devices are there, and it reaches the guests' networks. */
@ActivityInterface
public interface ApplianceSteps {
  @ActivityMethod(name = "FlushDevices")
  StepResult flushDevices(StepCall call);

  /** Success is exit code 0 of the injector; cancelling ends its process group. */
  @ActivityMethod(name = "InjectDrivers")
  StepResult injectDrivers(StepCall call);

  /** Tries one check against the destination's address; a check that fails is a result. */
  @ActivityMethod(name = "CheckGuest")
  StepResult checkGuest(StepCall call);
}
