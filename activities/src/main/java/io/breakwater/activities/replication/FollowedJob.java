package io.breakwater.activities.replication;

import io.breakwater.inventory.replication.ReplicationJob;
import io.breakwater.inventory.replication.ReplicationJob.Progress;
import io.breakwater.inventory.replication.ReplicationJobs;
import io.breakwater.inventory.replication.Replications;
import io.temporal.failure.ApplicationFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A replication job that is looked at again and again, one look at a time. */
final class FollowedJob {
  private final ReplicationJobs jobs;
  private final Replications replications;
  private final SyncRequest request;
  private final String id;
  private final Duration noProgress;
  private final Clock clock;
  private volatile Seen last = new Seen(Optional.empty(), Instant.MAX);

  FollowedJob(
      ReplicationJobs jobs,
      Replications replications,
      SyncRequest request,
      String id,
      Duration noProgress,
      Clock clock) {
    this.jobs = jobs;
    this.replications = replications;
    this.request = request;
    this.id = id;
    this.noProgress = noProgress;
    this.clock = clock;
  }

  /**
   * What was reached, once the job completed and the newest records of its disks say that each was
   * copied; they may follow the job's own end.
   *
   * @throws ApplicationFailure not retryable, when it ended otherwise or nothing moves any more
   */
  Optional<String> look() {
    Optional<ReplicationJob> found = jobs.find(request.context(), id);
    if (found.isPresent() && found.get().isEnded()) {
      ReplicationJob job = found.get();
      if (!job.isCompleted()) {
        throw ended(job);
      }
      if (replications.of(request.context()).lastSyncSucceeded()) {
        return Optional.of(describe() + " completed (" + job.type() + ")");
      }
    }
    note(found);
    return Optional.empty();
  }

  private void note(Optional<ReplicationJob> found) {
    Instant now = clock.instant();
    Seen before = last;
    boolean moved = before.since().equals(Instant.MAX) || before.differs(found);
    last = new Seen(found, moved ? now : before.since());
    if (Duration.between(last.since(), now).compareTo(noProgress) >= 0) {
      throw stalled();
    }
  }

  /** The failure of a wait that took too long. */
  ApplicationFailure tooLong(Duration limit) {
    return failure(
        FinalSync.TIMED_OUT,
        " is not over after "
            + limit.toMinutes()
            + " min ("
            + state()
            + "). It goes on by itself: wait for its end or cancel it, then sync again.");
  }

  private ApplicationFailure stalled() {
    return failure(
        FinalSync.NO_PROGRESS,
        " made no progress for "
            + noProgress.toSeconds()
            + " s ("
            + state()
            + "). It may go on by itself: look at it in the OMA, wait or cancel it, then sync"
            + " again.");
  }

  private ApplicationFailure ended(ReplicationJob job) {
    return failure(
        FinalSync.FAILED,
        " ended as "
            + job.status()
            + (job.error().isEmpty() ? ", without a reason" : ": " + Shorten.text(job.error()))
            + ". The replica lacks what the source wrote last.");
  }

  private String state() {
    return last.job()
        .map(FollowedJob::state)
        .orElse("it is not among the replication jobs of the VM");
  }

  private static String state(ReplicationJob job) {
    if (job.isCompleted()) {
      return "it completed, but the records of its disks do not say that each was copied";
    }
    Progress progress = job.progress();
    return job.status()
        + " at "
        + progress.percent()
        + " %"
        + (progress.operation().isEmpty() ? "" : ", " + Shorten.text(progress.operation()));
  }

  private String describe() {
    return request.describe() + ": replication job " + id;
  }

  private ApplicationFailure failure(String type, String message) {
    return ApplicationFailure.newNonRetryableFailure(describe() + message, type);
  }

  /**
   * What the last look found.
   *
   * @param since when it was first seen so
   */
  private record Seen(Optional<ReplicationJob> job, Instant since) {
    boolean differs(Optional<ReplicationJob> other) {
      return !job.map(ReplicationJob::status).equals(other.map(ReplicationJob::status))
          || !job.map(ReplicationJob::progress).equals(other.map(ReplicationJob::progress));
    }
  }
}
