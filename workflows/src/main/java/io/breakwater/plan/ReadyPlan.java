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
    List<String> quiet = closeReplication();
    if (isAtHome(machines)) {
      return recordIfNeeded(quiet);
    }
    String hold =
        plan.add(
            "hold-replication",
            StepName.JOB_RETRIEVAL,
            "Keep replication away from " + seen.vm().vmName(),
            new Step.HoldReplication(),
            Budgets.DATABASE,
            quiet);
    Map<MachineView, String> stopped = new HashMap<>();
    machines.forEach(machine -> stopped.put(machine, makeQuiet(machine, hold)));
    seen.disks().forEach(disk -> leavePlace(disk, stopped, hold));
    seen.disks().forEach(disk -> comeHome(disk, hold));
    seen.disks().forEach(disk -> dropSnapshots(disk, hold));
    machines.forEach(machine -> remove(machine, stopped.get(machine), hold));
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

  /** A replication that nothing runs any more would keep the VM from being held. */
  private List<String> closeReplication() {
    String job = seen.replication().activeJob();
    if (job == null) {
      return List.of();
    }
    plan.warn(
        "replication job "
            + job
            + " is closed as failed ("
            + seen.replication().look().found()
            + "): replicate the VM before its next failover");
    return List.of(
        plan.add(
            "close-replication",
            StepName.JOB_RETRIEVAL,
            "Close replication job " + job + ", which nothing runs any more",
            new Step.CloseReplication(job),
            Budgets.DATABASE,
            List.of()));
  }

  /** A live failover whose disks a person brought home is over although nobody recorded it. */
  private PlanOutcome recordIfNeeded(List<String> quiet) {
    boolean recorded =
        seen.vm().status() == ContextStatus.ready_for_failover
            && seen.vm().heldBy() == null
            && seen.vm().liveStartedBy() == null;
    if (!recorded || !quiet.isEmpty()) {
      record(quiet);
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
