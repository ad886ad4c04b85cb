package io.breakwater.plan;

import io.breakwater.observation.DiskView;
import io.breakwater.observation.MachineState;
import io.breakwater.observation.MachineView;
import io.breakwater.observation.Observation;
import io.breakwater.observation.Place;
import io.breakwater.observation.SnapshotView;
import io.breakwater.observation.SourceView;
import io.breakwater.vm.ContextStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The way back: every disk clean and on the appliance, no destination, no snapshot of ours.
 *
 * <p>Order that matters, and nothing else is ordered: stop, detach, revert, then attach; snapshots
 * go when every disk is clean; a machine goes when every disk left it.
 */
final class ReadyPlan {
  private static final String RECORD = "record-ready";

  private final Observation seen;
  private final PlanOptions options;
  private final PlanBuilder plan = new PlanBuilder();
  private final Map<DiskView, String> leaves = new HashMap<>();
  private final List<String> reverts = new ArrayList<>();

  ReadyPlan(Observation seen, PlanOptions options) {
    this.seen = seen;
    this.options = options;
  }

  PlanOutcome plan() {
    Reasons reasons = new ReadyRefusals(seen, options).check();
    if (!reasons.isEmpty()) {
      return reasons.refusal();
    }
    List<MachineView> machines =
        seen.machines().stream().filter(m -> m.state() != MachineState.ABSENT).toList();
    if (isAtHome(machines)) {
      return recordIfNeeded();
    }
    String hold =
        plan.add(
            "hold-replication",
            StepName.JOB_RETRIEVAL,
            "Keep replication away from " + seen.vm().vmName(),
            new Step.HoldReplication(),
            Budgets.DATABASE,
            List.of());
    Map<MachineView, String> quiet = new HashMap<>();
    machines.forEach(machine -> quiet.put(machine, makeQuiet(machine, hold)));
    seen.disks().forEach(disk -> leavePlace(disk, quiet, hold));
    seen.disks().forEach(disk -> comeHome(disk, hold));
    seen.disks().forEach(disk -> dropSnapshots(disk, hold));
    machines.forEach(machine -> remove(machine, quiet.get(machine), hold));
    seen.machines().forEach(machine -> dropTemplateRoot(machine, hold));
    if (LiveData.mayExist(seen)) {
      plan.warn("what was written to the live destination is discarded, as the request agrees to");
    }
    record(plan.leaves());
    powerOnSource();
    return plan.build(Goal.READY);
  }

  /** Comes last: the destination is gone then, and the VM is ready whatever becomes of it. */
  private void powerOnSource() {
    String id = "power-on-source";
    if (options.powerOnSource()
        && seen.source().power() != SourceView.Power.ON
        && !options.skippedSteps().contains(id)) {
      plan.add(
          id,
          StepName.SOURCE_POWER_ON,
          "Power on the source of " + seen.vm().vmName(),
          new Step.PowerOnSource(),
          Budgets.SOURCE_POWER_ON,
          plan.planned(RECORD));
    }
  }

  private boolean isAtHome(List<MachineView> machines) {
    return machines.isEmpty()
        && seen.disks().stream().allMatch(d -> isHome(d) && d.snapshots().isEmpty())
        && seen.machines().stream()
            .noneMatch(m -> m.templateRootState() == MachineView.TemplateRootState.DETACHED);
  }

  private boolean isHome(DiskView disk) {
    return !disk.dirty()
        && disk.place().kind() == Place.Kind.APPLIANCE
        && Disks.isMappedToAppliance(disk, seen.appliance())
        && disk.deviceLink();
  }

  private PlanOutcome recordIfNeeded() {
    boolean recorded =
        seen.vm().status() == ContextStatus.ready_for_failover && seen.vm().heldBy() == null;
    if (!recorded) {
      record(List.of());
    }
    powerOnSource();
    return plan.build(Goal.READY);
  }

  /** Returns the step after which disks may leave the machine. */
  private String makeQuiet(MachineView machine, String hold) {
    MachineRef ref = Disks.ref(machine);
    if (machine.state() == MachineState.RUNNING) {
      return plan.add(
          "stop-machine/" + machine.id(),
          StepName.TEST_VM_SHUTDOWN,
          "Stop " + machine.name(),
          new Step.StopMachine(ref),
          Budgets.STOP,
          List.of(hold));
    }
    if (machine.state() == MachineState.DESTROYED && holdsProtected(machine)) {
      return plan.add(
          "recover-machine/" + machine.id(),
          StepName.TEST_VM_SHUTDOWN,
          "Recover destroyed " + machine.name() + " before its disks expire",
          new Step.RecoverMachine(ref),
          Budgets.UPDATE,
          List.of(hold));
    }
    return hold;
  }

  private boolean holdsProtected(MachineView machine) {
    return seen.disks().stream().anyMatch(d -> d.place().isOn(machine.id()));
  }

  private void leavePlace(DiskView disk, Map<MachineView, String> quiet, String hold) {
    DiskRef ref = Disks.ref(disk);
    if (disk.place().kind() == Place.Kind.MACHINE) {
      MachineView machine = seen.machine(disk.place().machine()).orElseThrow();
      leaves.put(
          disk,
          plan.add(
              "detach-from-machine/" + disk.id(),
              StepName.VOLUME_DETACHMENT,
              "Detach " + disk.id() + " from " + machine.name(),
              new Step.DetachFromMachine(ref, Disks.ref(machine)),
              Budgets.DETACH,
              List.of(quiet.get(machine))));
    } else if (disk.place().kind() == Place.Kind.APPLIANCE && !isHome(disk)) {
      leaves.put(
          disk,
          plan.add(
              "detach-from-appliance/" + disk.id(),
              StepName.VOLUME_DETACHMENT,
              "Detach " + disk.id() + " from the appliance",
              new Step.DetachFromAppliance(ref, seen.appliance().id()),
              Budgets.DETACH,
              List.of(hold)));
    }
    if (Disks.isDirty(disk, seen)) {
      SnapshotView snapshot = Disks.usableSnapshot(disk).orElseThrow();
      reverts.add(
          plan.add(
              "revert-snapshot/" + disk.id(),
              StepName.SNAPSHOT_CLEANUP,
              "Revert " + disk.id() + " to its snapshot",
              new Step.RevertSnapshot(ref, snapshot.id(), disk.baseline()),
              Budgets.REVERT,
              List.of(leaves.getOrDefault(disk, hold))));
    }
  }

  private void comeHome(DiskView disk, String hold) {
    if (isHome(disk)) {
      return;
    }
    DiskRef ref = Disks.ref(disk);
    String revert = "revert-snapshot/" + disk.id();
    String before = plan.has(revert) ? revert : leaves.getOrDefault(disk, hold);
    if (disk.place().kind() == Place.Kind.DETACHED && Disks.hasStaleMapping(disk)) {
      String attached = attach("attach-to-clear-mapping/" + disk.id(), disk, before, false);
      before =
          plan.add(
              "detach-to-clear-mapping/" + disk.id(),
              StepName.VOLUME_REATTACHMENT,
              "Clear the daemon's stale mapping of " + disk.id(),
              new Step.DetachFromAppliance(ref, seen.appliance().id()),
              Budgets.DETACH,
              List.of(attached));
    }
    attach("attach-to-appliance/" + disk.id(), disk, before, true);
  }

  private String attach(String id, DiskView disk, String after, boolean mappingExpected) {
    return plan.add(
        id,
        StepName.VOLUME_REATTACHMENT,
        "Attach " + disk.id() + " to the appliance",
        new Step.AttachToAppliance(Disks.ref(disk), seen.appliance().id(), mappingExpected),
        Budgets.ATTACH,
        List.of(after));
  }

  private void dropSnapshots(DiskView disk, String hold) {
    SnapshotDrops.plan(
        plan,
        disk,
        Step.DeleteSnapshot.Reason.SET_CLEAN,
        hold,
        reverts.isEmpty() ? List.of(hold) : reverts);
  }

  private void remove(MachineView machine, String quiet, String hold) {
    MachineRef ref = Disks.ref(machine);
    List<String> before = new ArrayList<>(List.of(hold, quiet));
    leaves.forEach(
        (disk, step) -> {
          if (disk.place().isOn(machine.id())) {
            before.add(step);
          }
        });
    if (machine.deleteProtection()) {
      before.add(
          plan.add(
              "unprotect-machine/" + machine.id(),
              StepName.TEST_VM_DELETION,
              "Lift delete protection of " + machine.name(),
              new Step.UnprotectMachine(ref),
              Budgets.UPDATE,
              List.copyOf(before)));
    }
    plan.add(
        "destroy-machine/" + machine.id(),
        StepName.TEST_VM_DELETION,
        "Destroy " + machine.name(),
        new Step.DestroyMachine(ref),
        Budgets.DELETE,
        before);
  }

  private void dropTemplateRoot(MachineView machine, String hold) {
    if (machine.templateRootState() == MachineView.TemplateRootState.DETACHED) {
      plan.add(
          "delete-template-root/" + machine.id(),
          StepName.TEST_VM_DELETION,
          "Delete the template root of " + machine.name(),
          new Step.DeleteTemplateRoot(Disks.ref(machine)),
          Budgets.DELETE,
          List.of(hold));
    }
  }

  private void record(List<String> needs) {
    plan.add(
        RECORD,
        StepName.CONTEXT_STATUS,
        "Record that " + seen.vm().vmName() + " is ready for failover",
        new Step.RecordReady(),
        Budgets.DATABASE,
        needs);
  }
}
