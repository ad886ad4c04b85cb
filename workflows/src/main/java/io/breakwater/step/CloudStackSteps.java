package io.breakwater.step;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Steps that are one CloudStack call each. Every one is idempotent and reads the result back. */
@ActivityInterface
public interface CloudStackSteps {
  @ActivityMethod(name = "TakeSnapshot")
  StepResult takeSnapshot(StepCall call);

  @ActivityMethod(name = "CreateMachine")
  StepResult createMachine(StepCall call);

  @ActivityMethod(name = "DetachTemplateRoot")
  StepResult detachTemplateRoot(StepCall call);

  @ActivityMethod(name = "DeleteTemplateRoot")
  StepResult deleteTemplateRoot(StepCall call);

  @ActivityMethod(name = "ProtectMachine")
  StepResult protectMachine(StepCall call);

  @ActivityMethod(name = "StartMachine")
  StepResult startMachine(StepCall call);

  @ActivityMethod(name = "CheckMachine")
  StepResult checkMachine(StepCall call);

  @ActivityMethod(name = "RecoverMachine")
  StepResult recoverMachine(StepCall call);

  @ActivityMethod(name = "StopMachine")
  StepResult stopMachine(StepCall call);

  @ActivityMethod(name = "RevertSnapshot")
  StepResult revertSnapshot(StepCall call);

  @ActivityMethod(name = "DeleteSnapshot")
  StepResult deleteSnapshot(StepCall call);

  @ActivityMethod(name = "UnprotectMachine")
  StepResult unprotectMachine(StepCall call);

  @ActivityMethod(name = "ReleaseMachine")
  StepResult releaseMachine(StepCall call);

  @ActivityMethod(name = "DestroyMachine")
  StepResult destroyMachine(StepCall call);
}
