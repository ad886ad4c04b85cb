package io.breakwater.activities.replication;

import io.breakwater.activities.await.OutOfBudget;
import io.breakwater.activities.await.Trail;
import io.breakwater.activities.frame.StepContext;
import io.breakwater.activities.frame.StepFailures;
import io.breakwater.activities.replication.OmaException.Verdict;
import io.breakwater.inventory.replication.ReplicationJob;
import io.breakwater.inventory.replication.ReplicationJobs;
import io.breakwater.inventory.replication.Replications;
import io.breakwater.step.StepResult;
import io.temporal.failure.ApplicationFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * The last replication after the source was powered off. Succeeds only with a job that was created
 * after the source was seen off and completed; starts none beside one that runs. Thread-safe.
 *
 * <p>To be run before the context's status keeps the scheduler away: the end of a replication
 * overwrites that status.
 */
public final class FinalSync {
  /** The job failed, or was cancelled or stopped. */
  public static final String FAILED = "FinalSyncFailed";

  /** The job did not move for too long. */
  public static final String NO_PROGRESS = "FinalSyncStalled";

  /** The job took longer than it may. */
  public static final String TIMED_OUT = "FinalSyncTimedOut";

  private final Oma oma;
  private final ReplicationJobs jobs;
  private final Replications replications;
  private final SyncLimits limits;
  private final Clock clock;

  public FinalSync(
      Oma oma, ReplicationJobs jobs, Replications replications, SyncLimits limits, Clock clock) {
    this.oma = oma;
    this.jobs = jobs;
    this.replications = replications;
    this.limits = limits;
    this.clock = clock;
  }

  /** Adopts or starts the job and follows it to its end. */
  public CompletionStage<StepResult> run(StepContext step, SyncRequest request) {
    if (step.trail().isAnswerLost()) {
      return afterLostAnswer(step, request);
    }
    return usable(request)
        .map(job -> adopt(step, request, job, clock.instant()))
        .orElseGet(() -> submit(step, request));
  }

  /** Only the newest job counts: one that failed later has left the disks between two states. */
  private Optional<ReplicationJob> newest(SyncRequest request) {
    return jobs.of(request.context()).stream()
        .findFirst()
        .filter(job -> job.isAfter(request.sourceOffAt()));
  }

  private Optional<ReplicationJob> usable(SyncRequest request) {
    return newest(request).filter(job -> job.isCompleted() || !job.isEnded());
  }

  /** The request of an earlier attempt may have made a job: look for it before asking again. */
  private CompletionStage<StepResult> afterLostAnswer(StepContext step, SyncRequest request) {
    Trail trail = step.trail();
    Duration left = Duration.between(clock.instant(), trail.submitting().plus(limits.grace()));
    return step.poll(
            "a job after a request without answer: " + request.describe(),
            limits.poll(),
            atLeastOneLook(left),
            () -> newest(request).filter(job -> !failedBefore(job, trail.submitting())))
        .handle(
            (job, thrown) -> {
              if (thrown == null) {
                return adopt(step, request, job, trail.submitting());
              }
              return unwrap(thrown) instanceof OutOfBudget
                  ? submit(step, request)
                  : CompletableFuture.<StepResult>failedFuture(thrown);
            })
        .thenCompose(Function.identity());
  }

  private static boolean failedBefore(ReplicationJob job, Instant moment) {
    return job.isEnded() && !job.isCompleted() && !job.isAfter(moment);
  }

  private CompletionStage<StepResult> submit(StepContext step, SyncRequest request) {
    step.confirm();
    Instant asked = clock.instant();
    String job;
    try {
      job = oma.replicate(request);
    } catch (OmaException e) {
      if (e.verdict() != Verdict.ANSWER_LOST) {
        step.settled();
      }
      if (e.verdict() != Verdict.BUSY) {
        throw e;
      }
      return afterBusy(step, request, e);
    }
    // Not settled before its end: an attempt that takes over finds the job by the open request.
    return follow(step, request, job, asked, StepResult::done);
  }

  private CompletionStage<StepResult> afterBusy(
      StepContext step, SyncRequest request, OmaException busy) {
    Optional<ReplicationJob> usable = usable(request);
    if (usable.isPresent()) {
      return adopt(step, request, usable.get(), clock.instant());
    }
    String found =
        jobs.of(request.context()).stream()
            .filter(job -> !job.isEnded())
            .findFirst()
            .map(job -> tooOld(job, request))
            .orElse(
                "No job of the VM is under way: the context names one that ended, or none."
                    + " Correct current_job_id of the context.");
    throw StepFailures.precondition(busy.getMessage() + ". " + found);
  }

  private static String tooOld(ReplicationJob job, SyncRequest request) {
    return "Job "
        + job.id()
        + " was created at "
        + job.createdAt()
        + ", not after the source was off at "
        + request.sourceOffAt()
        + ": it may miss what the source wrote last. Wait for its end or cancel it, then sync"
        + " again.";
  }

  private CompletionStage<StepResult> adopt(
      StepContext step, SyncRequest request, ReplicationJob job, Instant since) {
    return follow(
        step,
        request,
        job.id(),
        since,
        job.isCompleted() ? StepResult::already : StepResult::adopted);
  }

  private CompletionStage<StepResult> follow(
      StepContext step,
      SyncRequest request,
      String id,
      Instant since,
      Function<String, StepResult> result) {
    FollowedJob job = new FollowedJob(jobs, replications, request, id, limits.noProgress(), clock);
    Duration left = Duration.between(clock.instant(), since.plus(limits.total()));
    return step.poll(
            request.describe() + ": replication job " + id,
            limits.poll(),
            atLeastOneLook(left),
            job::look)
        .handle(
            (detail, thrown) -> {
              if (thrown == null) {
                step.settled();
                return result.apply(detail);
              }
              throw ended(step, job, unwrap(thrown));
            });
  }

  /** What ended the wait. Whoever comes after an outage or a shutdown finds the request open. */
  private RuntimeException ended(StepContext step, FollowedJob job, Throwable cause) {
    if (cause instanceof OutOfBudget) {
      step.settled();
      return job.tooLong(limits.total());
    }
    if (cause instanceof ApplicationFailure failure) {
      step.settled();
      return failure;
    }
    return cause instanceof RuntimeException other ? other : new CompletionException(cause);
  }

  private Duration atLeastOneLook(Duration left) {
    return left.compareTo(limits.poll()) < 0 ? limits.poll() : left;
  }

  private static Throwable unwrap(Throwable thrown) {
    return thrown instanceof CompletionException && thrown.getCause() != null
        ? thrown.getCause()
        : thrown;
  }
}
