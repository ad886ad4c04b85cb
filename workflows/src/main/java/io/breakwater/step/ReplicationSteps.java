package io.breakwater.step;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Steps on the old system's replication of a VM. */
@ActivityInterface
public interface ReplicationSteps {
  /** Ends a replication job as failed, only while nothing is seen to run it; kept in the audit. */
  @ActivityMethod(name = "CloseReplication")
  StepResult closeReplication(StepCall call);
}
