package io.breakwater.plan;

import io.breakwater.observation.DiskView;
import io.breakwater.observation.MachineState;
import io.breakwater.observation.MachineView;
import io.breakwater.observation.Observation;
import io.breakwater.observation.SourceView;
import io.breakwater.vm.ContextStatus;
import java.util.List;
import java.util.Optional;

/**
 * Makes a live failover final. The destination keeps its disks and goes on running; what would
 * bring the VM back is given up.
 */
final class CommitPlan {
  private static final String HOLD = "hold-replication";

  private final Observation seen;
  private final PlanBuilder plan = new PlanBuilder();
  private final Reasons reasons = new Reasons();

  CommitPlan(Observation seen) {
    this.seen = seen;
  }

  PlanOutcome plan() {
    if (seen.vm().status() == ContextStatus.completed && seen.vm().heldBy() == null) {
      return plan.build(Goal.COMMITTED);
    }
    checkContext();
    Optional<MachineView> machine = destination();
    if (!reasons.isEmpty()) {
      return reasons.refusal();
    }
    warnOfSource();
    commit(machine.orElseThrow());
    return plan.build(Goal.COMMITTED);
  }

  private void checkContext() {
    String vm = seen.vm().vmName();
    if (seen.vm().status() != ContextStatus.failed_over_live) {
      reasons.add(
          "WRONG_STATUS",
          vm + " is " + seen.vm().status() + ", not failed_over_live",
          "fail the VM over live first");
    }
    if (seen.replication().activeJob() != null) {
      reasons.add(
          "REPLICATION_RUNNING",
          "replication job " + seen.replication().activeJob() + " writes to the disks of " + vm,
          "cancel it, then start again");
    }
  }

  /** The one machine on which every disk hangs. */
  private Optional<MachineView> destination() {
    List<MachineView> machines =
        seen.machines().stream().filter(m -> m.state() != MachineState.ABSENT).toList();
    Optional<MachineView> whole =
        machines.stream()
            .filter(m -> m.state() == MachineState.RUNNING || m.state() == MachineState.STOPPED)
            .filter(m -> seen.disks().stream().allMatch(d -> d.place().isOn(m.id())))
            .findFirst();
    if (machines.size() != 1 || whole.isEmpty() || seen.disks().isEmpty()) {
      reasons.add(
          "DESTINATION_NOT_WHOLE",
          "there is no single destination, running or stopped, that holds every disk of "
              + seen.vm().vmName(),
          "finish the live failover or roll it back");
    }
    return whole;
  }

  private void warnOfSource() {
    if (seen.source().power() == SourceView.Power.ON) {
      plan.warn("the source is on although its destination takes its place; it is left as it is");
    }
  }

  private void commit(MachineView machine) {
    MachineRef ref = Disks.ref(machine);
    plan.add(
        HOLD,
        StepName.JOB_RETRIEVAL,
        "Keep replication away from " + seen.vm().vmName(),
        new Step.HoldReplication(),
        Budgets.DATABASE,
        List.of());
    seen.disks().forEach(this::dropSnapshots);
    if (machine.deleteProtection()) {
      plan.add(
          "release-machine",
          StepName.MACHINE_RELEASE,
          "Lift delete protection of " + machine.name() + ", which keeps its disks",
          new Step.ReleaseMachine(ref),
          Budgets.UPDATE,
          List.of(HOLD));
    }
    plan.add(
        "record-committed",
        StepName.STATUS_UPDATE,
        "Record that the live failover of " + seen.vm().vmName() + " is final",
        new Step.RecordCommitted(ref),
        Budgets.DATABASE,
        plan.leaves());
  }

  private void dropSnapshots(DiskView disk) {
    SnapshotDrops.plan(plan, disk, Step.DeleteSnapshot.Reason.COMMIT, HOLD, List.of(HOLD));
  }
}
