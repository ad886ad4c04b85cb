package io.breakwater.activities.cloudstack;

import io.breakwater.activities.frame.StepContext;
import io.breakwater.activities.frame.StepFailures;
import io.breakwater.inventory.snapshot.SnapshotRow;
import io.breakwater.observation.Baseline;
import io.breakwater.observation.SnapshotView;
import io.breakwater.plan.DiskRef;
import io.breakwater.plan.Step;
import io.breakwater.step.OperationRef;
import io.breakwater.step.StepResult;
import io.breakwater.vm.MachineId;
import io.breakwater.vm.SnapshotId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Takes and deletes snapshots of protected volumes. CloudStack lets a name occur twice. */
final class Snapshotting {
  private final CloudStackConnections connections;
  private final CloudStackRecords records;
  private final SourceGuard source;
  private final Destinations destinations;
  private final CommitGuard commits;
  private final Ensuring ensuring;

  Snapshotting(
      CloudStackConnections connections,
      CloudStackRecords records,
      SourceGuard source,
      Destinations destinations,
      Ensuring ensuring) {
    this.connections = connections;
    this.records = records;
    this.source = source;
    this.destinations = destinations;
    this.commits = new CommitGuard(records);
    this.ensuring = ensuring;
  }

  CompletionStage<StepResult> take(StepContext step) {
    Step.TakeSnapshot action = step.action(Step.TakeSnapshot.class);
    OperationRef operation = step.operation();
    DiskRef disk = action.disk();
    String what = "take snapshot " + action.name() + " of volume " + disk.volume();
    return ensuring.run(
        step,
        Ensure.of(
                what,
                () -> taken(step, action, what),
                job ->
                    named(action).stream().anyMatch(s -> job.is("createSnapshot", s.id().value())),
                () -> {
                  requireNoneUnderWay(action, what);
                  source.requireQuiet(operation, what);
                  source.requireClean(operation, disk, what);
                  Baseline now = source.requireBaseline(operation, disk, known(step), what);
                  records.snapshots().intent(operation, disk, action.name(), now);
                },
                () -> connections.cloud().createSnapshot(disk.volume(), action.name()).job())
            .takingTurns(() -> applianceOf(operation, disk)));
  }

  /** The appliance while the disk hangs on it; elsewhere the job waits for nobody there. */
  private Optional<MachineId> applianceOf(OperationRef operation, DiskRef disk) {
    MachineId appliance = records.sites().of(operation.context()).appliance();
    return connections
        .cloud()
        .volume(disk.volume())
        .filter(volume -> volume.isOn(appliance))
        .map(volume -> appliance);
  }

  /**
   * What the replica holds according to the plan or, where a final sync of the same plan decides
   * it, to an earlier attempt; empty in the first one.
   */
  private Optional<Baseline> known(StepContext step) {
    Step.TakeSnapshot action = step.action(Step.TakeSnapshot.class);
    return Optional.ofNullable(action.baseline())
        .or(() -> row(step.operation(), action).map(SnapshotRow::baseline));
  }

  private Optional<SnapshotRow> row(OperationRef operation, Step.TakeSnapshot action) {
    return records.snapshots().find(operation.id(), action.disk().disk());
  }

  /** The Ready one of this name, recorded; of several the one recorded before, else the oldest. */
  private Optional<String> taken(StepContext step, Step.TakeSnapshot action, String what) {
    List<CsSnapshot> named =
        named(action).stream().filter(s -> s.state() == SnapshotView.State.READY).toList();
    if (named.isEmpty()) {
      return Optional.empty();
    }
    List<SnapshotId> ready = named.stream().map(CsSnapshot::id).toList();
    OperationRef operation = step.operation();
    DiskRef disk = action.disk();
    Optional<SnapshotRow> row = row(operation, action);
    Baseline at = takenAt(operation, action, row, what);
    SnapshotId chosen = row.map(SnapshotRow::id).filter(ready::contains).orElse(ready.get(0));
    records.snapshots().intent(operation, disk, action.name(), at);
    records.snapshots().recorded(operation, disk, chosen);
    requireReversible(named, chosen, what);
    return Optional.of("snapshot " + chosen + " of volume " + disk.volume());
  }

  /** Nothing was written to the disk yet, so this is the last moment at which it does no harm. */
  private static void requireReversible(List<CsSnapshot> all, SnapshotId chosen, String what) {
    if (all.stream().anyMatch(s -> s.id().equals(chosen) && s.irreversible())) {
      throw StepFailures.precondition(
          what
              + ": CloudStack made it and says that the storage cannot go back to it (revertable:"
              + " false), so nothing may write to the disk. Move the volume to a primary storage"
              + " that can.");
    }
  }

  /**
   * A snapshot that an earlier attempt left without a record is of the replica that its intent
   * names: recording it for another would let a later revert lose blocks.
   */
  private Baseline takenAt(
      OperationRef operation, Step.TakeSnapshot action, Optional<SnapshotRow> row, String what) {
    Optional<Baseline> intended = row.map(SnapshotRow::baseline);
    if (action.baseline() == null) {
      Baseline at =
          intended.orElseThrow(
              () ->
                  StepFailures.precondition(
                      what
                          + ": there is one already and nobody recorded what the replica held."
                          + " Observe again."));
      return source.requireBaseline(operation, action.disk(), Optional.of(at), what);
    }
    intended
        .filter(baseline -> !action.baseline().equals(baseline))
        .ifPresent(
            baseline -> {
              throw StepFailures.precondition(
                  what
                      + ": there is one already, of the replica at "
                      + baseline
                      + "; the plan was made for "
                      + action.baseline()
                      + ". A replication ran meanwhile: observe again.");
            });
    return action.baseline();
  }

  private List<CsSnapshot> named(Step.TakeSnapshot action) {
    return connections.cloud().snapshotsOf(action.disk().volume()).stream()
        .filter(snapshot -> snapshot.name().equals(action.name()))
        .toList();
  }

  private void requireNoneUnderWay(Step.TakeSnapshot action, String what) {
    named(action).stream()
        .filter(snapshot -> snapshot.state() == SnapshotView.State.PENDING)
        .findFirst()
        .ifPresent(
            snapshot -> {
              throw StepFailures.retryable(
                  what + ": snapshot " + snapshot.id() + " is " + snapshot.rawState() + " still.",
                  "SnapshotPending");
            });
  }

  CompletionStage<StepResult> delete(StepContext step) {
    Step.DeleteSnapshot action = step.action(Step.DeleteSnapshot.class);
    String what = "delete snapshot " + action.snapshot() + " of volume " + action.disk().volume();
    return ensuring.run(
        step,
        Ensure.of(
            what,
            () -> deleted(action),
            job -> job.is("deleteSnapshot", action.snapshot().value()),
            () -> requireDeletable(step.operation(), action, what),
            () -> connections.cloud().deleteSnapshot(action.snapshot())));
  }

  private Optional<String> deleted(Step.DeleteSnapshot action) {
    if (connections.cloud().snapshot(action.snapshot()).isPresent()) {
      return Optional.empty();
    }
    records.snapshots().forgotten(action.disk().volume(), action.snapshot());
    return Optional.of("snapshot " + action.snapshot() + " is gone");
  }

  private void requireDeletable(OperationRef operation, Step.DeleteSnapshot action, String what) {
    CsSnapshot snapshot =
        connections
            .cloud()
            .snapshot(action.snapshot())
            .orElseThrow(() -> StepFailures.retryable(what + ": it just went.", "Changed"));
    if (!snapshot.volume().equals(action.disk().volume())) {
      throw StepFailures.precondition(
          what + ": it belongs to volume " + snapshot.volume() + ". Observe again.");
    }
    switch (action.reason()) {
      case SET_CLEAN -> source.requireAllClean(operation, what);
      case ERROR -> requireError(snapshot, what);
      case DUPLICATE -> requireDuplicate(operation, snapshot, what);
      case COMMIT -> requireCommitted(operation, action, what);
    }
  }

  /** The disk stays with its destination, for whose return the snapshot was kept. */
  private void requireCommitted(OperationRef operation, Step.DeleteSnapshot action, String what) {
    commits.require(operation, what);
    MachineId machine =
        connections
            .cloud()
            .volume(action.disk().volume())
            .map(CsVolume::machine)
            .orElseThrow(
                () ->
                    StepFailures.precondition(
                        what + ": the volume hangs on no destination. Observe again."));
    destinations.requireOurs(destinations.require(machine, what), operation, what);
  }

  private static void requireError(CsSnapshot snapshot, String what) {
    if (snapshot.state() != SnapshotView.State.ERROR) {
      throw StepFailures.precondition(
          what + ": it is " + snapshot.rawState() + ", not Error. Observe again.");
    }
  }

  /** Another Ready one of the same name is the recorded one. */
  private void requireDuplicate(OperationRef operation, CsSnapshot snapshot, String what) {
    boolean proven =
        records.snapshots().of(operation.context()).stream()
            .filter(row -> snapshot.volume().equals(row.volume()))
            .filter(row -> snapshot.name().equals(row.name()))
            .map(SnapshotRow::id)
            .filter(id -> id != null && !id.equals(snapshot.id()))
            .flatMap(id -> connections.cloud().snapshot(id).stream())
            .anyMatch(other -> other.state() == SnapshotView.State.READY);
    if (!proven) {
      throw StepFailures.precondition(
          what + ": no other Ready snapshot of its name is on record. Observe again.");
    }
  }
}
