package io.breakwater.plan;

import io.breakwater.observation.DiskView;
import io.breakwater.observation.MachineState;
import io.breakwater.observation.MachineView;
import io.breakwater.observation.Observation;
import io.breakwater.observation.Place;
import io.breakwater.vm.OperationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The way to a running test destination. What the same operation did already is not planned again;
 * what another one left behind is refused.
 *
 * <p>The OS disk waits for its drivers; data disks move meanwhile. The machine is deployed while
 * snapshots are taken.
 */
final class TestFailoverPlan {
  private static final String HOLD = "hold-replication";
  private static final String FLUSH = "flush-devices";
  private static final String INJECT = "inject-drivers";
  private static final String CREATE = "create-machine";
  private static final String PROTECT = "protect-machine";
  private static final String DETACH_ROOT = "detach-template-root";
  private static final String DELETE_ROOT = "delete-template-root";
  private static final String START = "start-machine";
  private static final String CHECK = "check-machine";

  private final Observation seen;
  private final PlanOptions options;
  private final OperationId operation;
  private final PlanBuilder plan = new PlanBuilder();
  private final Optional<MachineView> existing;
  private final MachineRef machine;

  TestFailoverPlan(Observation seen, PlanOptions options) {
    this.seen = seen;
    this.options = options;
    this.operation = options.operation();
    this.existing = Disks.destinationOf(seen, operation);
    this.machine = existing.map(Disks::ref).orElseGet(() -> MachineRef.madeBy(operation));
  }

  PlanOutcome plan() {
    Destination destination = new Destination(seen, options);
    Reasons reasons = new TestFailoverRefusals(seen, options, destination).check();
    if (!reasons.isEmpty()) {
      return reasons.refusal();
    }
    if (isReached()) {
      return plan.build(Goal.FAILED_OVER_TEST);
    }
    destination.warnings().forEach(plan::warn);
    hold();
    flush();
    prepareOsDisk();
    deploy(destination);
    seen.disks().forEach(this::leaveAppliance);
    attachAll();
    start();
    finish();
    return plan.build(Goal.FAILED_OVER_TEST);
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

  private void hold() {
    plan.add(
        HOLD,
        StepName.VALIDATION,
        "Keep replication away from " + seen.vm().vmName(),
        new Step.HoldReplication(),
        Budgets.DATABASE,
        List.of());
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
    if (options.skipInjection() || !seen.vm().os().needsDriverInjection()) {
      plan.warn("no drivers are injected: " + whyNoInjection());
      return;
    }
    if (!Disks.isSnapshotted(os, operation)) {
      snapshot(os, List.of(FLUSH));
    }
    plan.add(
        INJECT,
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
            Disks.ref(disk), SnapshotNames.of(operation, disk.id()), disk.baseline()),
        Budgets.SNAPSHOT,
        needs);
  }

  private String whyNoInjection() {
    return options.skipInjection()
        ? "the request skips it"
        : "the guest (" + seen.vm().os() + ") needs none";
  }

  private void deploy(Destination destination) {
    if (existing.isEmpty()) {
      plan.add(
          CREATE,
          StepName.VM_CREATION,
          "Deploy " + destination.spec().displayName(),
          new Step.CreateMachine(destination.spec()),
          Budgets.CREATE,
          List.of(HOLD));
    }
    discardTemplateRoot();
    if (!existing.map(MachineView::deleteProtection).orElse(false)) {
      plan.add(
          PROTECT,
          StepName.VM_CREATION,
          "Protect the destination against deletion",
          new Step.ProtectMachine(machine),
          Budgets.UPDATE,
          plan.planned(HOLD, CREATE));
    }
  }

  private void discardTemplateRoot() {
    MachineView.TemplateRootState root =
        existing.map(MachineView::templateRootState).orElse(MachineView.TemplateRootState.ATTACHED);
    if (root == MachineView.TemplateRootState.ATTACHED) {
      plan.add(
          DETACH_ROOT,
          StepName.VOLUME_ATTACHMENT,
          "Detach the template root",
          new Step.DetachTemplateRoot(machine),
          Budgets.DETACH,
          plan.planned(HOLD, CREATE));
    }
    if (root == MachineView.TemplateRootState.ATTACHED
        || root == MachineView.TemplateRootState.DETACHED) {
      plan.add(
          DELETE_ROOT,
          StepName.VOLUME_ATTACHMENT,
          "Delete the template root",
          new Step.DeleteTemplateRoot(machine),
          Budgets.DELETE,
          plan.planned(HOLD, DETACH_ROOT));
    }
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
              ? plan.planned(quiet(), INJECT)
              : plan.planned(quiet(), snapshotStep(osDisk())));
    }
    if (!Disks.isSnapshotted(disk, operation) && !plan.has(snapshotStep(disk))) {
      snapshot(disk, plan.planned(quiet(), detachStep(disk)));
    }
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
              plan.planned(
                  HOLD, detachStep(disk), snapshotStep(disk), PROTECT, DETACH_ROOT, CREATE));
      if (!disk.id().isOs() && previous != null) {
        needs.add(previous);
      }
      String id = attach(disk, needs);
      previous = disk.id().isOs() ? previous : id;
    }
  }

  private String attach(DiskView disk, List<String> needs) {
    Step step =
        disk.id().isOs()
            ? new Step.AttachAsRoot(Disks.ref(disk), machine)
            : new Step.AttachData(Disks.ref(disk), machine);
    return plan.add(
        "attach/" + disk.id(),
        StepName.VOLUME_ATTACHMENT,
        "Attach " + disk.id() + (disk.id().isOs() ? " as root" : ""),
        step,
        Budgets.ATTACH,
        needs);
  }

  private void start() {
    if (existing.map(m -> m.state() == MachineState.RUNNING).orElse(false)) {
      return;
    }
    List<String> needs = new ArrayList<>(plan.planned(HOLD, PROTECT));
    seen.disks().forEach(d -> needs.addAll(plan.planned("attach/" + d.id())));
    plan.add(
        START,
        StepName.VM_STARTUP,
        "Start the destination",
        new Step.StartMachine(machine, seen.disks().stream().map(Disks::ref).toList()),
        Budgets.START,
        needs);
  }

  private void finish() {
    plan.add(
        CHECK,
        StepName.VM_STARTUP,
        "Check that the destination runs",
        new Step.CheckMachine(machine),
        Budgets.CHECK,
        plan.planned(HOLD, START));
    plan.add(
        "record-failed-over",
        StepName.STATUS_UPDATE,
        "Record the test failover of " + seen.vm().vmName(),
        new Step.RecordFailedOver(machine),
        Budgets.DATABASE,
        plan.planned(CHECK, DELETE_ROOT));
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

  private static String detachStep(DiskView disk) {
    return "detach-from-appliance/" + disk.id();
  }
}
