package io.breakwater.activities.cloudstack;

import io.breakwater.activities.await.JobEnd;
import io.breakwater.activities.await.OutOfBudget;
import io.breakwater.activities.frame.StepContext;
import io.breakwater.observation.MachineState;
import io.breakwater.plan.Step;
import io.breakwater.step.StepResult;
import io.breakwater.vm.MachineId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Stops a destination: first as a guest likes it, for half of the budget, then forced. A forced
 * stop that fails leaves the VM in Stopping until the host reports.
 */
final class Stopping {
  private final CloudStackConnections connections;
  private final Destinations destinations;

  Stopping(CloudStackConnections connections, Destinations destinations) {
    this.connections = connections;
    this.destinations = destinations;
  }

  CompletionStage<StepResult> stop(StepContext step) {
    String what = "stop the destination";
    MachineId id = destinations.resolve(step.action(Step.StopMachine.class).machine(), what);
    Optional<String> already = stopped(id);
    if (already.isPresent()) {
      return Ensuring.completed(StepResult.already(already.get()));
    }
    destinations.requireOurs(destinations.require(id, what), step.operation(), what);
    Optional<String> pending = pending(id);
    Duration half = step.budget().dividedBy(2);
    String job = pending.orElseGet(() -> submit(step, id, false));
    Function<String, StepResult> result =
        pending.isPresent() ? StepResult::adopted : StepResult::done;
    return endOf(step, job, half)
        .thenCompose(
            end -> {
              Optional<String> gentle = stopped(id);
              return gentle.isPresent()
                  ? Ensuring.completed(result.apply(gentle.get()))
                  : force(step, id, what, half);
            });
  }

  private CompletionStage<StepResult> force(
      StepContext step, MachineId id, String what, Duration limit) {
    String job = submit(step, id, true);
    return endOf(step, job, limit)
        .thenCompose(
            end ->
                step.poll(
                        "vm " + id + " to be Stopped after a forced stop",
                        connections.timings().poll(),
                        limit,
                        () -> stoppedOrRunning(id, what, job, end))
                    .thenApply(
                        detail ->
                            StepResult.done(detail + " (forced)")
                                .warning(
                                    "vm "
                                        + id
                                        + " did not stop by itself and was stopped by force: what"
                                        + " its guest had not written yet is lost")));
  }

  private String submit(StepContext step, MachineId id, boolean forced) {
    step.confirm();
    try {
      return connections.cloud().stop(id, forced);
    } catch (CloudStackException e) {
      if (!e.isAnswerLost()) {
        step.settled();
      }
      throw e;
    }
  }

  /** A job that takes too long does not end the step: forcing comes next. */
  private CompletionStage<JobEnd> endOf(StepContext step, String job, Duration limit) {
    return step.await(connections.watcher(), job, limit)
        .handle(
            (end, thrown) -> {
              if (thrown == null) {
                step.settled();
                return CompletableFuture.completedFuture(end);
              }
              return Ensuring.unwrap(thrown) instanceof OutOfBudget
                  ? CompletableFuture.<JobEnd>completedFuture(new JobEnd.Vanished())
                  : CompletableFuture.<JobEnd>failedFuture(thrown);
            })
        .thenCompose(Function.identity());
  }

  private Optional<String> pending(MachineId id) {
    return connections.pendingJobs().stream()
        .filter(job -> job.is("stopVirtualMachine", id.value()))
        .map(CsJob::id)
        .findFirst();
  }

  /** Running again means that even force failed; Stopping may still become Stopped by itself. */
  private Optional<String> stoppedOrRunning(MachineId id, String what, String job, JobEnd end) {
    Optional<String> done = stopped(id);
    if (done.isEmpty()
        && destinations.find(id).filter(m -> m.state() == MachineState.RUNNING).isPresent()) {
      throw Ensuring.failure(what, job, end);
    }
    return done;
  }

  private Optional<String> stopped(MachineId id) {
    Optional<CsMachine> machine = destinations.find(id);
    if (machine.isEmpty()) {
      return Optional.of("vm " + id + " is gone");
    }
    return switch (machine.get().state()) {
      case STOPPED, ERROR, DESTROYED, EXPUNGING ->
          Optional.of("vm " + id + " is " + machine.get().rawState());
      default -> Optional.empty();
    };
  }
}
