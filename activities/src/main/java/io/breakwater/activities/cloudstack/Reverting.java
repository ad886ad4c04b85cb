package io.breakwater.activities.cloudstack;

import io.breakwater.activities.await.JobEnd;
import io.breakwater.activities.frame.StepContext;
import io.breakwater.activities.frame.StepFailures;
import io.breakwater.observation.SnapshotView;
import io.breakwater.operation.AuditWords;
import io.breakwater.plan.DiskRef;
import io.breakwater.plan.Step;
import io.breakwater.step.OperationRef;
import io.breakwater.step.StepResult;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Reverts a detached disk to its snapshot and marks it clean: the only place that does. */
final class Reverting {
  private final CloudStackConnections connections;
  private final CloudStackRecords records;
  private final SourceGuard source;
  private final Ensuring ensuring;

  Reverting(
      CloudStackConnections connections,
      CloudStackRecords records,
      SourceGuard source,
      Ensuring ensuring) {
    this.connections = connections;
    this.records = records;
    this.source = source;
    this.ensuring = ensuring;
  }

  CompletionStage<StepResult> revert(StepContext step) {
    Step.RevertSnapshot action = step.action(Step.RevertSnapshot.class);
    OperationRef operation = step.operation();
    DiskRef disk = action.disk();
    String what = "revert volume " + disk.volume() + " to snapshot " + action.snapshot();
    return ensuring.run(
        step,
        new Ensure(
            what,
            () -> alreadyClean(operation, disk),
            job -> job.is("revertSnapshot", action.snapshot().value()),
            () -> requireRevertible(operation, action, what),
            () -> connections.cloud().revertSnapshot(action.snapshot()),
            end -> reverted(operation, action, end)));
  }

  private Optional<String> alreadyClean(OperationRef operation, DiskRef disk) {
    return source.isDirty(operation, disk)
        ? Optional.empty()
        : Optional.of("nothing wrote to volume " + disk.volume() + " since its last clean state");
  }

  /** Only the job itself can tell that the contents are the snapshot's. */
  private Optional<String> reverted(
      OperationRef operation, Step.RevertSnapshot action, JobEnd end) {
    boolean ready =
        end instanceof JobEnd.Succeeded
            && connections
                .cloud()
                .volume(action.disk().volume())
                .filter(volume -> volume.isReady() && !volume.isAttached())
                .isPresent();
    if (!ready) {
      return Optional.empty();
    }
    records.disks().markClean(operation, action.disk());
    return Optional.of(
        "volume " + action.disk().volume() + " is back at snapshot " + action.snapshot());
  }

  private void requireRevertible(OperationRef operation, Step.RevertSnapshot action, String what) {
    DiskRef disk = action.disk();
    CsVolume volume =
        connections
            .cloud()
            .volume(disk.volume())
            .orElseThrow(
                () -> StepFailures.precondition(what + ": CloudStack knows no such volume."));
    if (volume.isAttached()) {
      throw StepFailures.precondition(
          what + ": it hangs on vm " + volume.machine() + ". Detach it first.");
    }
    if (!volume.isReady()) {
      throw StepFailures.retryable(
          what + ": the volume is " + volume.state() + " still.", "VolumeBusy");
    }
    requireSnapshot(action, what);
    requireConsent(operation, what);
    source.requireQuiet(operation, what);
    source.requireBaseline(operation, disk, Optional.of(action.baseline()), what);
    requireSameBaseline(operation, action, what);
  }

  private void requireSnapshot(Step.RevertSnapshot action, String what) {
    CsSnapshot snapshot =
        connections
            .cloud()
            .snapshot(action.snapshot())
            .orElseThrow(
                () ->
                    StepFailures.precondition(
                        what + ": the snapshot is gone. The VM needs a full replication."));
    if (snapshot.state() != SnapshotView.State.READY
        || !snapshot.volume().equals(action.disk().volume())) {
      throw StepFailures.precondition(
          what
              + ": the snapshot is "
              + snapshot.rawState()
              + ", of volume "
              + snapshot.volume()
              + ". Observe again.");
    }
  }

  /** People may have worked on a live destination: what they wrote goes with the revert. */
  private void requireConsent(OperationRef operation, String what) {
    boolean consented =
        AuditWords.discardAgreed().stream()
            .anyMatch(consent -> records.audit().has(operation.id(), consent));
    records
        .liveFailovers()
        .startedAndOpen(operation.context())
        .filter(started -> !consented)
        .ifPresent(
            started -> {
              throw StepFailures.precondition(
                  what
                      + ": the start of a live destination was submitted by operation "
                      + started
                      + ", and nobody agreed to discard what was written since. Roll back with"
                      + " confirmDiscard if that is wanted.");
            });
  }

  /** The next incremental replication sends only what changed since the recorded baseline. */
  private void requireSameBaseline(
      OperationRef operation, Step.RevertSnapshot action, String what) {
    records.snapshots().of(operation.context()).stream()
        .filter(row -> action.snapshot().equals(row.id()) && row.baseline() != null)
        .filter(row -> !row.baseline().equals(action.baseline()))
        .findFirst()
        .ifPresent(
            row -> {
              throw StepFailures.precondition(
                  what
                      + ": it was taken at "
                      + row.baseline()
                      + ", but the replica is at "
                      + action.baseline()
                      + ". The VM needs a full replication.");
            });
  }
}
