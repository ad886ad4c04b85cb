package io.breakwater.activities.frame;

import io.breakwater.activities.await.Attempt;
import io.breakwater.activities.await.JobEnd;
import io.breakwater.activities.await.JobWatcher;
import io.breakwater.activities.await.Schedule;
import io.breakwater.activities.await.StepStopped;
import io.breakwater.activities.await.Trail;
import io.breakwater.inventory.lease.Leases;
import io.breakwater.plan.Step;
import io.breakwater.step.StepCall;
import io.breakwater.vm.MachineId;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** An attempt at a step: Temporal's attempt plus the lease. */
final class LiveStep implements StepContext {
  private final Attempt attempt;
  private final StepCall call;
  private final Leases leases;
  private final Duration leaseTtl;
  private final StepTurn turn;

  LiveStep(Attempt attempt, StepCall call, Leases leases, Duration leaseTtl, StepTurn turn) {
    this.attempt = attempt;
    this.call = call;
    this.leases = leases;
    this.leaseTtl = leaseTtl;
    this.turn = turn;
  }

  @Override
  public StepCall call() {
    return call;
  }

  @Override
  public <S extends Step> S action(Class<S> type) {
    Step action = call.step().action();
    if (!type.isInstance(action)) {
      throw ApplicationFailure.newNonRetryableFailure(
          "step " + call.step().id() + " is a " + action.type() + ", not a " + type.getSimpleName(),
          "WrongStep");
    }
    return type.cast(action);
  }

  @Override
  public void confirm() {
    leases.confirm(call.operation(), leaseTtl);
    // Also asks the Temporal server whether this attempt is still the one: not after a terminate.
    attempt.submitting();
  }

  @Override
  public CompletionStage<Boolean> takeTurn(MachineId appliance) {
    return turn.take(this, appliance);
  }

  @Override
  public void keepTurn() {
    turn.keep(this);
  }

  @Override
  public void returnTurn() {
    turn.giveBack();
  }

  @Override
  public Schedule schedule() {
    return attempt.schedule();
  }

  @Override
  public int number() {
    return attempt.number();
  }

  @Override
  public Trail trail() {
    return attempt.trail();
  }

  @Override
  public void submitting() {
    attempt.submitting();
  }

  @Override
  public void settled() {
    attempt.settled();
  }

  @Override
  public CompletionStage<JobEnd> await(JobWatcher watcher, String job, Duration limit) {
    return attempt.await(watcher, job, limit);
  }

  @Override
  public <T> CompletionStage<T> poll(
      String what, Duration every, Duration limit, Supplier<Optional<T>> look) {
    return attempt.poll(what, every, limit, look);
  }

  @Override
  public CompletionStage<Void> pause(Duration howLong) {
    return attempt.pause(howLong);
  }

  @Override
  public Optional<StepStopped.Cause> stopped() {
    return attempt.stopped();
  }
}
