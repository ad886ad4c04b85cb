package io.breakwater.operation;

import io.breakwater.observation.Baseline;
import io.breakwater.observation.PendingWork;
import io.breakwater.plan.DiskRef;
import io.breakwater.plan.Goal;
import io.breakwater.plan.MachineRef;
import io.breakwater.plan.PlanOutcome.AwaitFirst;
import io.breakwater.plan.PlanOutcome.Plan;
import io.breakwater.plan.PlanOutcome.Reason;
import io.breakwater.plan.PlanOutcome.Refusal;
import io.breakwater.plan.PlannedStep;
import io.breakwater.plan.Step;
import io.breakwater.plan.Step.StartMachine.SourceRule;
import io.breakwater.plan.StepName;
import io.breakwater.plan.StepQueue;
import io.breakwater.vm.OperationId;
import io.breakwater.vm.SnapshotId;
import java.time.Duration;
import java.util.List;

/** Small plans; a step's title is its id in words. */
final class Plans {
  static final String HOLD = "hold";
  static final String RECORD = "record-failed-over";
  static final String READY = "record-ready";

  private static final MachineRef UNBORN = MachineRef.madeBy(new OperationId("operation-1"));

  private static final Duration BUDGET = Duration.ofMinutes(3);

  private Plans() {}

  static Plan to(Goal goal, PlannedStep... steps) {
    return new Plan(goal, List.of(steps), List.of());
  }

  static Plan withWarning(Plan plan, String warning) {
    return new Plan(plan.goal(), plan.steps(), List.of(warning));
  }

  static AwaitFirst waitFor(String job) {
    return new AwaitFirst(
        List.of(new PendingWork(PendingWork.Kind.CLOUDSTACK_JOB, job, "AttachVolumeCmd " + job)));
  }

  static Refusal refusal(String code, boolean cleanupRequired) {
    return new Refusal(List.of(new Reason(code, "found it so", "do this")), cleanupRequired);
  }

  static PlannedStep hold(String... needs) {
    return step(HOLD, StepQueue.INVENTORY, new Step.HoldReplication(), needs);
  }

  /** Named {@code snapshot/<index>}. */
  static PlannedStep snapshot(int index, String... needs) {
    Step action = new Step.TakeSnapshot(disk(index), "bw-0-" + index, new Baseline("c", "j"));
    return step("snapshot/" + index, StepQueue.CLOUDSTACK, action, needs);
  }

  /** Named {@code detach/<index>}. */
  static PlannedStep detach(int index, String... needs) {
    Step action = new Step.DetachFromAppliance(disk(index), Observations.APPLIANCE);
    return step("detach/" + index, StepQueue.DAEMON, action, needs);
  }

  /** Any step. */
  static PlannedStep named(String id) {
    return step(id, StepQueue.INVENTORY, new Step.HoldReplication());
  }

  /** Named {@code inject}. */
  static PlannedStep inject(String... needs) {
    return step(
        "inject",
        StepName.DRIVER_INJECTION,
        StepQueue.APPLIANCE,
        new Step.InjectDrivers(disk(0)),
        needs);
  }

  /** Named {@code start}; of a live destination. */
  static PlannedStep powerOff(String... needs) {
    return step("power-off-source", StepQueue.APPLIANCE, new Step.PowerOffSource(), needs);
  }

  static PlannedStep startLive(String... needs) {
    Step action = new Step.StartMachine(UNBORN, List.of(disk(0)), SourceRule.OFF);
    return step("start", StepQueue.CLOUDSTACK, action, needs);
  }

  /** Named {@code check}; it may be left out. */
  static PlannedStep check(String... needs) {
    return step("check", StepQueue.CLOUDSTACK, new Step.CheckMachine(UNBORN), needs);
  }

  /** Named {@code revert/<index>}. */
  static PlannedStep revert(int index, String... needs) {
    SnapshotId snapshot = new SnapshotId("snapshot-" + index);
    Step action = new Step.RevertSnapshot(disk(index), snapshot, new Baseline("c", "j"));
    return step("revert/" + index, StepQueue.CLOUDSTACK, action, needs);
  }

  static PlannedStep recordReady(String... needs) {
    return step(READY, StepQueue.INVENTORY, new Step.RecordReady(), needs);
  }

  private static PlannedStep step(String id, StepQueue queue, Step action, String... needs) {
    return step(id, StepName.VALIDATION, queue, action, needs);
  }

  private static PlannedStep step(
      String id, StepName name, StepQueue queue, Step action, String... needs) {
    String title = id.replace('/', ' ').replace('-', ' ');
    return new PlannedStep(id, name, title, queue, action, List.of(needs), BUDGET);
  }

  private static DiskRef disk(int index) {
    return new DiskRef(Observations.disk(index), Observations.volume(index));
  }
}
