package io.breakwater.activities.cloudstack;

import io.breakwater.activities.await.JobEnd;
import io.breakwater.activities.await.OutOfBudget;
import io.breakwater.activities.cloudstack.CloudStackException.Kind;
import io.breakwater.activities.frame.StepContext;
import io.breakwater.step.StepResult;
import io.breakwater.vm.MachineId;
import io.temporal.failure.ApplicationFailure;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Brings things about at most once in effect: looks, adopts what is under way, confirms, checks,
 * submits, waits, and looks again. What was read back decides, not what a job said of itself.
 */
final class Ensuring {
  /** The job says it worked, but the object is not as it should be. */
  static final String NOT_AS_EXPECTED = "NotAsExpected";

  private final CloudStackConnections connections;
  private final Clock clock;

  Ensuring(CloudStackConnections connections, Clock clock) {
    this.connections = connections;
    this.clock = clock;
  }

  CompletionStage<StepResult> run(StepContext step, Ensure ensure) {
    return run(step, ensure, connections.timings().grace());
  }

  /**
   * The same with a time of its own to look for the effect of a call without answer.
   *
   * @param grace counted from that call
   */
  CompletionStage<StepResult> run(StepContext step, Ensure ensure, Duration grace) {
    Optional<String> already = ensure.look().get();
    if (already.isPresent()) {
      return completed(StepResult.already(already.get()));
    }
    Optional<String> underWay = underWay(step, ensure);
    if (underWay.isPresent()) {
      step.keepTurn();
      return await(step, ensure, underWay.get(), StepResult::adopted);
    }
    if (step.trail().isAnswerLost()) {
      return afterLostAnswer(step, ensure, grace);
    }
    return submit(step, ensure);
  }

  /** A pending job, or one whose end an earlier attempt did not live to see. */
  private Optional<String> underWay(StepContext step, Ensure ensure) {
    Optional<String> earlier = step.trail().earlierJob();
    return earlier.isPresent() ? earlier : pending(ensure);
  }

  private Optional<String> pending(Ensure ensure) {
    return connections.pendingJobs().stream().filter(ensure.adoptable()).map(CsJob::id).findFirst();
  }

  /** The call of an earlier attempt may still take effect: look for it before calling again. */
  private CompletionStage<StepResult> afterLostAnswer(
      StepContext step, Ensure ensure, Duration grace) {
    Duration left = Duration.between(clock.instant(), step.trail().submitting().plus(grace));
    if (left.isNegative()) {
      return submit(step, ensure);
    }
    return step.<Found>poll(
            "the effect of a call without answer: " + ensure.what(),
            connections.timings().poll(),
            left,
            () -> found(ensure))
        .handle((found, thrown) -> afterGrace(step, ensure, found, thrown))
        .thenCompose(Function.identity());
  }

  private CompletionStage<StepResult> afterGrace(
      StepContext step, Ensure ensure, Found found, Throwable thrown) {
    if (thrown == null) {
      return adopt(step, ensure, found);
    }
    return unwrap(thrown) instanceof OutOfBudget
        ? submit(step, ensure)
        : CompletableFuture.failedFuture(thrown);
  }

  private CompletionStage<StepResult> adopt(StepContext step, Ensure ensure, Found found) {
    if (found.job() == null) {
      return completed(StepResult.adopted(found.detail()));
    }
    step.keepTurn();
    return await(step, ensure, found.job(), StepResult::adopted);
  }

  private Optional<Found> found(Ensure ensure) {
    Optional<String> effect = ensure.look().get();
    return effect.isPresent()
        ? effect.map(detail -> new Found(null, detail))
        : pending(ensure).map(job -> new Found(job, null));
  }

  private record Found(String job, String detail) {}

  private CompletionStage<StepResult> submit(StepContext step, Ensure ensure) {
    Optional<MachineId> appliance = ensure.appliance().get();
    if (appliance.isEmpty()) {
      return call(step, ensure);
    }
    return step.takeTurn(appliance.get())
        .thenCompose(waited -> waited ? afterWait(step, ensure) : call(step, ensure));
  }

  /** Somebody may have brought it about while the step waited for its turn. */
  private CompletionStage<StepResult> afterWait(StepContext step, Ensure ensure) {
    Optional<Found> found = found(ensure);
    return found.isPresent() ? adopt(step, ensure, found.get()) : call(step, ensure);
  }

  private CompletionStage<StepResult> call(StepContext step, Ensure ensure) {
    // Before, because checks write down what is intended; and after, because a worker that was
    // stopped in the middle of them must not go on when another has taken over since.
    step.confirm();
    check(step, ensure);
    step.confirm();
    String job;
    try {
      job = ensure.submit().get();
    } catch (CloudStackException e) {
      if (e.isAnswerLost()) {
        throw e;
      }
      step.settled();
      if (e.kind() == Kind.UNAVAILABLE) {
        throw e;
      }
      return completed(
          ensure
              .readBack()
              .apply(new JobEnd.Failed(e.code(), e.getMessage()))
              .map(StepResult::already)
              .orElseThrow(() -> e));
    }
    return await(step, ensure, job, StepResult::done);
  }

  private static void check(StepContext step, Ensure ensure) {
    try {
      ensure.check().run();
    } catch (RuntimeException e) {
      step.settled();
      throw e;
    }
  }

  private CompletionStage<StepResult> await(
      StepContext step, Ensure ensure, String job, Function<String, StepResult> result) {
    return step.await(connections.watcher(), job)
        .thenApply(end -> settle(step, ensure, job, end, result));
  }

  private StepResult settle(
      StepContext step,
      Ensure ensure,
      String job,
      JobEnd end,
      Function<String, StepResult> result) {
    Optional<String> found = ensure.readBack().apply(end);
    step.settled();
    return found.map(result).orElseThrow(() -> failure(ensure.what(), job, end));
  }

  /** Why a job that ended did not bring it about. */
  static RuntimeException failure(String what, String job, JobEnd end) {
    String named = what + " (job " + job + ")";
    if (end instanceof JobEnd.Failed failed) {
      return CloudStackFailures.ofJob(named, failed);
    }
    return ApplicationFailure.newFailure(
        named
            + (end instanceof JobEnd.Vanished
                ? ": CloudStack does not know the job any more"
                : ": CloudStack says it worked")
            + ", but what it should have brought about is not there. Trying again.",
        NOT_AS_EXPECTED);
  }

  static Throwable unwrap(Throwable thrown) {
    return thrown instanceof CompletionException && thrown.getCause() != null
        ? thrown.getCause()
        : thrown;
  }

  static CompletionStage<StepResult> completed(StepResult result) {
    return CompletableFuture.completedFuture(result);
  }
}
