package io.breakwater.plan;

import io.breakwater.observation.DiskView;
import io.breakwater.observation.MachineState;
import io.breakwater.observation.MachineView;
import io.breakwater.observation.MachineView.TemplateRootState;
import io.breakwater.observation.Observation;
import io.breakwater.plan.Step.StartMachine.SourceRule;
import io.breakwater.vm.BootCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The destination: deployed, emptied of its template root, filled, started, checked. */
final class DestinationPhase {
  private static final String CREATE = "create-machine";
  private static final String PROTECT = "protect-machine";
  private static final String DETACH_ROOT = "detach-template-root";
  private static final String DELETE_ROOT = "delete-template-root";
  private static final String START = "start-machine";
  private static final String CHECK = "check-machine";

  private final Observation seen;
  private final boolean live;
  private final PlanOptions options;
  private final PlanBuilder plan;
  private final Optional<MachineView> existing;
  private final MachineRef machine;

  DestinationPhase(Observation seen, Goal goal, PlanOptions options, PlanBuilder plan) {
    this.seen = seen;
    this.live = goal == Goal.FAILED_OVER_LIVE;
    this.options = options;
    this.plan = plan;
    this.existing = Disks.destinationOf(seen, options.operation());
    this.machine = existing.map(Disks::ref).orElseGet(() -> MachineRef.madeBy(options.operation()));
  }

  void deploy(MachineSpec spec) {
    if (existing.isEmpty()) {
      plan.add(
          CREATE,
          StepName.VM_CREATION,
          "Deploy " + spec.displayName(),
          new Step.CreateMachine(spec),
          Budgets.CREATE,
          List.of(FailoverPlan.HOLD));
    }
    discardTemplateRoot();
    if (!existing.map(MachineView::deleteProtection).orElse(false)) {
      plan.add(
          PROTECT,
          StepName.VM_CREATION,
          "Protect the destination against deletion",
          new Step.ProtectMachine(machine),
          Budgets.UPDATE,
          plan.planned(FailoverPlan.HOLD, CREATE));
    }
  }

  private void discardTemplateRoot() {
    TemplateRootState root =
        existing.map(MachineView::templateRootState).orElse(TemplateRootState.ATTACHED);
    if (root == TemplateRootState.ATTACHED) {
      plan.add(
          DETACH_ROOT,
          StepName.VOLUME_ATTACHMENT,
          "Detach the template root",
          new Step.DetachTemplateRoot(machine),
          Budgets.DETACH,
          plan.planned(FailoverPlan.HOLD, CREATE));
    }
    if (root == TemplateRootState.ATTACHED || root == TemplateRootState.DETACHED) {
      plan.add(
          DELETE_ROOT,
          StepName.VOLUME_ATTACHMENT,
          "Delete the template root",
          new Step.DeleteTemplateRoot(machine),
          Budgets.DELETE,
          plan.planned(FailoverPlan.HOLD, DETACH_ROOT));
    }
  }

  /** The steps after which it takes disks. */
  List<String> readyForDisks() {
    return plan.planned(PROTECT, DETACH_ROOT, CREATE);
  }

  String attach(DiskView disk, List<String> needs) {
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

  void start() {
    if (existing.map(m -> m.state() == MachineState.RUNNING).orElse(false)) {
      return;
    }
    List<String> needs = new ArrayList<>(plan.planned(FailoverPlan.HOLD, PROTECT));
    seen.disks().forEach(d -> needs.addAll(plan.planned("attach/" + d.id())));
    plan.add(
        START,
        StepName.VM_STARTUP,
        live ? "See that the source is off, start the destination" : "Start the destination",
        new Step.StartMachine(
            machine, seen.disks().stream().map(Disks::ref).toList(), sourceRule()),
        Budgets.START,
        needs);
  }

  private SourceRule sourceRule() {
    if (!live) {
      return SourceRule.ANY;
    }
    return options.unplanned() ? SourceRule.NOT_SEEN_ON : SourceRule.OFF;
  }

  void finish() {
    if (!options.skippedSteps().contains(CHECK)) {
      plan.add(
          CHECK,
          StepName.VM_STARTUP,
          "Check that the destination runs",
          new Step.CheckMachine(machine),
          Budgets.CHECK,
          plan.planned(FailoverPlan.HOLD, START));
      checkGuest();
    }
    plan.add(
        "record-failed-over",
        StepName.STATUS_UPDATE,
        "Record the " + (live ? "live" : "test") + " failover of " + seen.vm().vmName(),
        new Step.RecordFailedOver(machine, live),
        Budgets.DATABASE,
        plan.has(CHECK)
            ? plan.planned(CHECK, DELETE_ROOT)
            : plan.planned(FailoverPlan.HOLD, START, DELETE_ROOT));
  }

  private void checkGuest() {
    List<BootCheck> checks = options.checks() == null ? seen.vm().checks() : options.checks();
    int number = 1;
    for (BootCheck check : checks) {
      String id = "check-guest/" + number++;
      if (!options.skippedSteps().contains(id)) {
        plan.add(
            id,
            StepName.VM_STARTUP,
            "Check " + check.title() + " of the destination",
            new Step.CheckGuest(machine, check),
            Budgets.guestCheck(check),
            List.of(CHECK));
      }
    }
  }
}
