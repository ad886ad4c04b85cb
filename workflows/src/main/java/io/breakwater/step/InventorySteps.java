package io.breakwater.step;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Steps that touch the database only. */
@ActivityInterface
public interface InventorySteps {
  @ActivityMethod(name = "HoldReplication")
  StepResult holdReplication(StepCall call);

  @ActivityMethod(name = "RecordFailedOver")
  StepResult recordFailedOver(StepCall call);

  @ActivityMethod(name = "RecordReady")
  StepResult recordReady(StepCall call);

  @ActivityMethod(name = "RecordCommitted")
  StepResult recordCommitted(StepCall call);
}
