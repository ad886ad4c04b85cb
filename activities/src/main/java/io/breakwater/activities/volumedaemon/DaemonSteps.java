package io.breakwater.activities.volumedaemon;

import io.breakwater.activities.await.JobEnd;
import io.breakwater.activities.await.JobWatcher;
import io.breakwater.activities.cloudstack.CloudStackConnections;
import io.breakwater.activities.cloudstack.CsJob;
import io.breakwater.activities.cloudstack.CsVolume;
import io.breakwater.activities.frame.StepContext;
import io.breakwater.activities.frame.StepFailures;
import io.breakwater.step.StepResult;
import io.breakwater.vm.MachineId;
import io.breakwater.vm.VolumeId;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Carries a move out: waits for whatever works on the volume already, looks, checks, confirms the
 * lease, submits, waits, and looks again. CloudStack's answer decides, never the daemon's.
 */
final class DaemonSteps {
  /** Until the daemon has handed its job to CloudStack. */
  private static final Duration SUBMIT_LAG = Duration.ofMillis(200);

  private final LiveOperations operations;
  private final JobWatcher daemonWatcher;
  private final CloudStackConnections connections;

  DaemonSteps(
      LiveOperations operations, JobWatcher daemonWatcher, CloudStackConnections connections) {
    this.operations = operations;
    this.daemonWatcher = daemonWatcher;
    this.connections = connections;
  }

  CompletionStage<StepResult> run(StepContext step, DaemonMove move) {
    return awaitOthers(step, move.disk().volume(), false)
        .thenCompose(waited -> act(step, move, waited, move.appliance()));
  }

  /** An earlier attempt's operation, or a job that somebody started: its end comes first. */
  private CompletionStage<Boolean> awaitOthers(StepContext step, VolumeId volume, boolean waited) {
    List<DaemonOperation> daemonWork = operations.liveOn(volume);
    if (!daemonWork.isEmpty()) {
      step.keepTurn();
      return step.await(daemonWatcher, daemonWork.get(0).id())
          .thenCompose(end -> awaitOthers(step, volume, true));
    }
    Optional<CsJob> cloudWork = pendingJob(volume);
    if (cloudWork.isPresent()) {
      step.keepTurn();
      return step.await(connections.watcher(), cloudWork.get().id())
          .thenCompose(end -> awaitOthers(step, volume, true));
    }
    return CompletableFuture.completedFuture(waited);
  }

  /**
   * Acts where the volume is not yet where it is to be.
   *
   * @param queue the appliance whose turn has to be taken first; empty when it is taken
   */
  private CompletionStage<StepResult> act(
      StepContext step, DaemonMove move, boolean waited, Optional<MachineId> queue) {
    CsVolume volume = volume(move);
    if (move.isDone(volume)) {
      return move.settle(step, volume, "")
          .thenApply(detail -> waited ? StepResult.adopted(detail) : StepResult.already(detail));
    }
    if (queue.isPresent()) {
      return step.takeTurn(queue.get())
          .thenCompose(
              stood ->
                  stood
                      ? awaitOthers(step, volume.id(), waited)
                      : CompletableFuture.completedFuture(waited))
          .thenCompose(any -> act(step, move, any, Optional.empty()));
    }
    move.check(volume);
    step.confirm();
    DaemonOperation operation = move.submit();
    if (move.appliance().isPresent()) {
      returnTurnWhenCloudStackIsDone(step, move);
    }
    CompletionStage<JobEnd> daemonEnd = step.await(daemonWatcher, operation.id());
    CompletionStage<JobEnd> end =
        move.isOverWhenCloudStackSays() ? earlier(step, move, daemonEnd) : daemonEnd;
    return end.thenCompose(e -> readBack(step, move, operation, e));
  }

  /** The daemon notices the end of its job up to 15 s later; the next in the queue goes on now. */
  private void returnTurnWhenCloudStackIsDone(StepContext step, DaemonMove move) {
    var unused =
        step.<CompletionStage<JobEnd>>poll(
                "the job of " + move.what(), SUBMIT_LAG, step.budget(), () -> jobOrEnd(move))
            .thenCompose(end -> end)
            .thenAccept(end -> step.returnTurn());
  }

  /** CloudStack's job, once the daemon has submitted it; or its end, when it was that quick. */
  private Optional<CompletionStage<JobEnd>> jobOrEnd(DaemonMove move) {
    Optional<CsJob> job = pendingJob(move.disk().volume());
    if (job.isPresent()) {
      return job.map(pending -> connections.watcher().watch(pending.id()));
    }
    return move.isDone(volume(move))
        ? Optional.of(CompletableFuture.completedFuture(new JobEnd.Vanished()))
        : Optional.empty();
  }

  private Optional<CsJob> pendingJob(VolumeId volume) {
    return connections.pendingJobs().stream()
        .filter(job -> job.instanceId().equalsIgnoreCase(volume.value()))
        .findFirst();
  }

  /** The daemon's word, or CloudStack's success when that comes first. */
  private CompletionStage<JobEnd> earlier(
      StepContext step, DaemonMove move, CompletionStage<JobEnd> daemonEnd) {
    CompletableFuture<JobEnd> first = new CompletableFuture<>();
    var unusedDaemon =
        daemonEnd.whenComplete(
            (end, thrown) -> {
              if (thrown == null) {
                first.complete(end);
              } else {
                first.completeExceptionally(thrown);
              }
            });
    var unusedCloud =
        step.pause(SUBMIT_LAG)
            .thenCompose(ignored -> cloudJob(move.disk().volume()))
            .thenAccept(
                end -> {
                  if (end instanceof JobEnd.Succeeded && move.isDone(volume(move))) {
                    first.complete(end);
                  }
                });
    return first;
  }

  /** Never ends when CloudStack has no job on the volume: the daemon tells then. */
  private CompletionStage<JobEnd> cloudJob(VolumeId volume) {
    return pendingJob(volume)
        .map(job -> (CompletionStage<JobEnd>) connections.watcher().watch(job.id()))
        .orElseGet(CompletableFuture::new);
  }

  private CompletionStage<StepResult> readBack(
      StepContext step, DaemonMove move, DaemonOperation operation, JobEnd end) {
    CsVolume volume = volume(move);
    if (!move.isDone(volume)) {
      throw notDone(move, operation, volume, end);
    }
    String complaint = end instanceof JobEnd.Failed failed ? failed.text() : "";
    return move.settle(step, volume, complaint).thenApply(StepResult::done);
  }

  private CsVolume volume(DaemonMove move) {
    return connections
        .cloud()
        .volume(move.disk().volume())
        .orElseThrow(
            () ->
                StepFailures.precondition(
                    move.what() + ": CloudStack knows no such volume. Look for it by hand."));
  }

  private static ApplicationFailure notDone(
      DaemonMove move, DaemonOperation operation, CsVolume volume, JobEnd end) {
    String said =
        end instanceof JobEnd.Failed failed
            ? "failed (" + VolumeDaemonFailures.shorten(failed.text()) + ")"
            : end instanceof JobEnd.Vanished ? "was lost by the daemon" : "claims success";
    String message =
        move.what()
            + ": daemon operation "
            + operation.id()
            + " "
            + said
            + ", and CloudStack has the volume "
            + Places.describe(volume)
            + ".";
    boolean forGood =
        end instanceof JobEnd.Failed failed && VolumeDaemonFailures.saysForGood(failed.text());
    return forGood
        ? ApplicationFailure.newNonRetryableFailure(message, VolumeDaemonFailures.ERROR)
        : ApplicationFailure.newFailure(message, VolumeDaemonFailures.ERROR);
  }
}
