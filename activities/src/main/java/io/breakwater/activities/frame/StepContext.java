package io.breakwater.activities.frame;

import io.breakwater.activities.await.Attempt;
import io.breakwater.activities.await.JobEnd;
import io.breakwater.activities.await.JobWatcher;
import io.breakwater.plan.PlannedStep;
import io.breakwater.plan.Step;
import io.breakwater.step.OperationRef;
import io.breakwater.step.StepCall;
import io.breakwater.vm.MachineId;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** One attempt of a step, with the lease of its operation. */
public interface StepContext extends Attempt {
  StepCall call();

  default OperationRef operation() {
    return call().operation();
  }

  default PlannedStep step() {
    return call().step();
  }

  /**
   * The action of the step.
   *
   * @throws io.temporal.failure.ApplicationFailure (not retryable) when the step is of another type
   */
  <S extends Step> S action(Class<S> type);

  /**
   * Confirms and extends the lease, and notes with the Temporal server that a call follows; to be
   * called right before each call that changes something.
   *
   * @throws io.breakwater.inventory.lease.LeaseLost which the frame makes a not retryable failure
   * @throws io.breakwater.activities.await.StepStopped when the attempt must not go on
   */
  void confirm();

  /**
   * Waits until a job of the step may be submitted on this appliance. The budget does not run
   * meanwhile: it counts from the submission.
   *
   * @return whether it had to wait: then much may have changed, look again
   */
  CompletionStage<Boolean> takeTurn(MachineId appliance);

  /** Keeps the turn that an earlier attempt took, because its job is under way still. */
  void keepTurn();

  /** Gives the turn back before the step ends: its job is over. */
  void returnTurn();

  /** The step's budget. */
  default Duration budget() {
    return step().budget();
  }

  /** Waits for a job within the step's budget. */
  default CompletionStage<JobEnd> await(JobWatcher watcher, String job) {
    return await(watcher, job, budget());
  }
}
