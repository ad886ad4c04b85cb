package io.breakwater.plan;

import io.breakwater.observation.DiskView;
import io.breakwater.observation.MachineState;
import io.breakwater.observation.MachineView;
import io.breakwater.observation.Observation;
import io.breakwater.observation.Place;
import io.breakwater.observation.SnapshotView;
import io.breakwater.vm.OperationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The way to a running destination, test or live. What the same operation did already is not
 * planned again; what another one left behind is refused.
 *
 * <p>The OS disk waits for its drivers; data disks move meanwhile. The machine is deployed while
 * snapshots are taken. A live failover powers the source off and syncs it before anything else.
 */
final class FailoverPlan {
  static final String HOLD = "hold-replication";
  private static final String FLUSH = "flush-devices";

  private final Goal goal;
  private final Observation seen;
  private final PlanOptions options;
  private final OperationId operation;
  private final PlanBuilder plan = new PlanBuilder();
  private final Optional<MachineView> existing;
  private final SourcePhase source;
  private final DestinationPhase destination;

  FailoverPlan(Observation seen, Goal goal, PlanOptions options) {
    this.seen = seen;
    this.goal = goal;
    this.options = options;
    this.operation = options.operation();
    this.existing = Disks.destinationOf(seen, operation);
    this.source = new SourcePhase(seen, goal, options, plan);
    this.destination = new DestinationPhase(seen, goal, options, plan);
  }

  PlanOutcome plan() {
    Destination wanted = new Destination(seen, goal, options);
    Reasons reasons = new FailoverRefusals(seen, goal, options, wanted).check();
    if (!reasons.isEmpty()) {
      return reasons.refusal();
    }
    if (isReached()) {
      return plan.build(goal);
    }
    wanted.warnings().forEach(plan::warn);
    hold(source.quiet());
    flush();
    prepareOsDisk();
    destination.deploy(wanted.spec());
    seen.disks().forEach(this::leaveAppliance);
    attachAll();
    destination.start();
    destination.finish();
    return plan.build(goal);
  }

  private boolean isReached() {
    boolean complete =
        existing
            .filter(m -> m.state() == MachineState.RUNNING)
            .filter(m -> m.templateRootState() == MachineView.TemplateRootState.GONE)
            .filter(m -> m.deleteProtection() || !seen.site().deleteProtectionSupported())
            .filter(m -> seen.disks().stream().allMatch(d -> d.place().isOn(m.id())))
            .isPresent();
    return complete && operation.equals(seen.vm().lastFailover()) && seen.vm().heldBy() == null;
  }

  private void hold(List<String> needs) {
    plan.add(
        HOLD,
        StepName.VALIDATION,
        "Keep replication away from " + seen.vm().vmName(),
        new Step.HoldReplication(),
        Budgets.DATABASE,
        needs);
  }

  private void flush() {
    List<DiskView> unflushed =
        seen.disks().stream()
            .filter(
                d -> !Disks.isSnapshotted(d, operation) && d.place().kind() == Place.Kind.APPLIANCE)
            .toList();
    if (!unflushed.isEmpty()) {
      plan.add(
          FLUSH,
          StepName.STORAGE_MODE_FAILOVER,
          "Flush the appliance's devices",
          new Step.FlushDevices(unflushed.stream().map(Disks::ref).toList()),
          Budgets.FLUSH,
          List.of(HOLD));
    }
  }

  /**
   * Drivers go into the OS disk while it is on the appliance, so its snapshot is taken there and
   * comes first: CloudStack takes a snapshot of an attached volume in turn with the appliance's
   * other jobs.
   */
  private void prepareOsDisk() {
    DiskView os = osDisk();
    if (os.injected() || os.place().kind() != Place.Kind.APPLIANCE) {
      return;
    }
    if (!Injection.isWanted(seen, options)) {
      plan.warn("no drivers are injected: " + Injection.whyNot(seen, options));
      return;
    }
    if (!Disks.isSnapshotted(os, operation)) {
      snapshot(os, List.of(FLUSH));
    }
    plan.add(
        StepIds.INJECT_DRIVERS,
        StepName.DRIVER_INJECTION,
        "Inject drivers into " + os.id(),
        new Step.InjectDrivers(Disks.ref(os)),
        Budgets.INJECTION,
        plan.planned(HOLD, snapshotStep(os)));
  }

  private void snapshot(DiskView disk, List<String> needs) {
    plan.add(
        snapshotStep(disk),
        StepName.SNAPSHOT_CREATION,
        "Snapshot " + disk.id(),
        new Step.TakeSnapshot(
            Disks.ref(disk),
            SnapshotNames.of(operation, disk.id()),
            source.isToSync() ? null : disk.baseline()),
        Budgets.SNAPSHOT,
        needs);
  }

  /**
   * Nothing writes to a detached disk, so those that wait for no drivers are detached first and get
   * their snapshot then: it costs the appliance no turn, and CloudStack takes several side by side.
   * They wait for the OS disk's snapshot, which would else have to wait behind their detaches.
   */
  private void leaveAppliance(DiskView disk) {
    if (disk.place().kind() == Place.Kind.APPLIANCE) {
      plan.add(
          detachStep(disk),
          StepName.VOLUME_ATTACHMENT,
          "Detach " + disk.id() + " from the appliance",
          new Step.DetachFromAppliance(Disks.ref(disk), seen.appliance().id()),
          Budgets.DETACH,
          disk.id().isOs()
              ? plan.planned(quiet(), StepIds.INJECT_DRIVERS)
              : plan.planned(quiet(), snapshotStep(osDisk())));
    }
    if (!Disks.isSnapshotted(disk, operation) && !plan.has(snapshotStep(disk))) {
      snapshot(disk, plan.planned(quiet(), detachStep(disk)));
    }
    if (disk.dirty() && !disk.injected() && disk.place().kind() != Place.Kind.MACHINE) {
      undoInjection(disk);
    }
  }

  /** An injection that failed left the disk half-written; it boots as it was before. */
  private void undoInjection(DiskView disk) {
    SnapshotView snapshot = Disks.usableSnapshot(disk).orElseThrow();
    plan.add(
        revertStep(disk),
        StepName.DRIVER_INJECTION,
        "Revert " + disk.id() + " to its state before the driver injection",
        new Step.RevertSnapshot(Disks.ref(disk), snapshot.id(), disk.baseline()),
        Budgets.REVERT,
        plan.planned(HOLD, detachStep(disk)));
  }

  /**
   * Data disks one after another, so that the guest sees them in order; CloudStack numbers them
   * from 1.
   */
  private void attachAll() {
    String previous = null;
    for (DiskView disk : seen.disks()) {
      if (existing.isPresent() && disk.place().isOn(existing.get().id())) {
        continue;
      }
      List<String> needs =
          new ArrayList<>(
              plan.planned(HOLD, detachStep(disk), snapshotStep(disk), revertStep(disk)));
      needs.addAll(destination.readyForDisks());
      if (!disk.id().isOs() && previous != null) {
        needs.add(previous);
      }
      String id = destination.attach(disk, needs);
      previous = disk.id().isOs() ? previous : id;
    }
  }

  private DiskView osDisk() {
    return seen.disks().stream().filter(d -> d.id().isOs()).findFirst().orElseThrow();
  }

  /** The step after which no replication runs and the appliance holds nothing back. */
  private String quiet() {
    return plan.has(FLUSH) ? FLUSH : HOLD;
  }

  private static String snapshotStep(DiskView disk) {
    return "take-snapshot/" + disk.id();
  }

  private static String revertStep(DiskView disk) {
    return "revert-snapshot/" + disk.id();
  }

  private static String detachStep(DiskView disk) {
    return "detach-from-appliance/" + disk.id();
  }
}
