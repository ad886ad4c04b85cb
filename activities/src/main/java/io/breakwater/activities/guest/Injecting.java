package io.breakwater.activities.guest;

import io.breakwater.activities.await.JobEnd;
import io.breakwater.activities.await.JobWatcher;
import io.breakwater.activities.await.OutOfBudget;
import io.breakwater.activities.await.StepStopped;
import io.breakwater.activities.frame.StepContext;
import io.breakwater.activities.frame.StepFailures;
import io.breakwater.activities.guest.InjectionState.Alive;
import io.breakwater.inventory.disk.DiskMark;
import io.breakwater.inventory.disk.Disks;
import io.breakwater.plan.DiskRef;
import io.breakwater.plan.Step;
import io.breakwater.step.OperationRef;
import io.breakwater.step.StepResult;
import io.temporal.failure.ApplicationFailure;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Runs the injector at most once on a clean disk, and takes over a run of the same operation that
 * an earlier worker started.
 */
final class Injecting {
  static final String INJECTION_FAILED = "InjectionFailed";
  static final String WHY_DIRTY = "driver injection";
  private static final int LOG_LINES = 10;

  /** For an injector to be ended, and for its end to be seen. */
  private static final Duration ENDING = Duration.ofSeconds(30);

  private final ProcessInjectors injectors;
  private final JobWatcher watcher;
  private final Disks disks;
  private final InjectionChecks checks;
  private final Clock clock;

  Injecting(
      ProcessInjectors injectors,
      JobWatcher watcher,
      Disks disks,
      InjectionChecks checks,
      Clock clock) {
    this.injectors = injectors;
    this.watcher = watcher;
    this.disks = disks;
    this.checks = checks;
    this.clock = clock;
  }

  CompletionStage<StepResult> run(StepContext step) {
    DiskRef disk = step.action(Step.InjectDrivers.class).disk();
    OperationRef operation = step.operation();
    Optional<DiskMark> mark = mark(operation, disk);
    if (mark.filter(m -> m.injected() && operation.id().equals(m.dirtiedBy())).isPresent()) {
      return CompletableFuture.completedFuture(
          StepResult.already("drivers were injected into " + disk.disk() + " by this operation"));
    }
    Optional<Injection> newest = injectors.newest(disk.volume());
    Optional<Injection> own = newest.filter(run -> run.operation().equals(operation.id()));
    if (own.isPresent() && mark.filter(m -> isBy(operation, m)).isPresent()) {
      // Alive or ended: the watcher tells, and either way this is the one injection there may be.
      return await(step, disk, own.get()).thenApply(StepResult::adopted);
    }
    newest
        .filter(run -> injectors.state(run.id()) instanceof Alive)
        .ifPresent(run -> refuse(disk, "injection " + run.id() + " is alive on it"));
    mark.filter(m -> !isBy(operation, m))
        .ifPresent(m -> refuse(disk, "it is dirty since " + m.since() + " (" + m.why() + ")"));
    return await(step, disk, start(step, disk)).thenApply(StepResult::done);
  }

  private Injection start(StepContext step, DiskRef disk) {
    OperationRef operation = step.operation();
    String device = checks.deviceIfAllowed(operation, disk);
    String jobId = Injection.jobIdFor(checks.vmwareVmId(operation), clock.instant());
    step.confirm();
    disks.markDirty(operation, disk, WHY_DIRTY);
    return injectors.start(operation.id(), disk.volume(), jobId, device);
  }

  private CompletionStage<String> await(StepContext step, DiskRef disk, Injection run) {
    return step.await(watcher, run.id(), timeLeft(step, run))
        .handle(
            (end, error) ->
                error == null
                    ? finish(step.operation(), disk, run, end)
                    : giveUp(run, unwrapped(error)));
  }

  /** The injector ends itself at its own limit, unless the step's budget is shorter. */
  private Duration timeLeft(StepContext step, Injection run) {
    boolean endsItself = step.budget().compareTo(injectors.limits().limit()) >= 0;
    Duration all =
        endsItself
            ? injectors.limits().limit().plus(injectors.limits().grace()).plus(ENDING)
            : step.budget();
    Duration left = Duration.between(clock.instant(), run.startedAt().plus(all));
    return left.isNegative() ? ENDING : left;
  }

  private String finish(OperationRef operation, DiskRef disk, Injection run, JobEnd end) {
    if (end instanceof JobEnd.Succeeded) {
      disks.markInjected(operation, disk);
      return "drivers injected into " + disk.disk();
    }
    String why = end instanceof JobEnd.Failed failed ? failed.text() : "it is not on record";
    throw ApplicationFailure.newNonRetryableFailure(
        "inject drivers into "
            + disk.disk()
            + " ("
            + run.device()
            + "): "
            + why
            + ". The disk is half-written: revert it. Last lines of "
            + injectors.logFile(run.jobId())
            + ": "
            + LogTail.of(injectors.logFile(run.jobId()), LOG_LINES),
        INJECTION_FAILED);
  }

  /** Cancelled or out of time: ended here. Everything else leaves it to the next attempt. */
  private String giveUp(Injection run, Throwable error) {
    if (error instanceof StepStopped stopped && stopped.why() == StepStopped.Cause.CANCELLED) {
      injectors.stop(run.volume(), "the operation was cancelled");
    } else if (error instanceof OutOfBudget) {
      injectors.stop(run.volume(), "it was out of its time budget");
      throw ApplicationFailure.newNonRetryableFailureWithCause(
          "inject drivers by "
              + run.jobId()
              + ": ended, because it took too long. Revert the disk.",
          INJECTION_FAILED,
          error);
    }
    throw error instanceof RuntimeException e ? e : new CompletionException(error);
  }

  private Optional<DiskMark> mark(OperationRef operation, DiskRef disk) {
    return disks.dirty(operation.context()).stream()
        .filter(m -> m.volume().equals(disk.volume()))
        .findFirst();
  }

  /** Marked by this operation for its injection, which may never have been started. */
  private static boolean isBy(OperationRef operation, DiskMark mark) {
    return operation.id().equals(mark.dirtiedBy()) && WHY_DIRTY.equals(mark.why());
  }

  private static void refuse(DiskRef disk, String why) {
    throw StepFailures.precondition(
        "inject drivers into "
            + disk.disk()
            + " (volume "
            + disk.volume()
            + "): "
            + why
            + ". It is injected only when clean: revert it first.");
  }

  private static Throwable unwrapped(Throwable error) {
    return error instanceof CompletionException && error.getCause() != null
        ? error.getCause()
        : error;
  }
}
