package io.breakwater.gateway.operations;

import io.breakwater.gateway.operations.OperationDetails.Lane;
import io.breakwater.gateway.operations.OperationDetails.Reason;
import io.breakwater.gateway.security.Permissions;
import io.breakwater.inventory.disk.DiskRow;
import io.breakwater.inventory.operation.OperatorWords;
import io.breakwater.observation.MachineState;
import io.breakwater.observation.MachineView;
import io.breakwater.observation.Observation;
import io.breakwater.observation.PendingWork;
import io.breakwater.operation.Candidate;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationRequest;
import io.breakwater.plan.Goal;
import io.breakwater.plan.PlanOutcome;
import io.breakwater.plan.PlanOutcome.AwaitFirst;
import io.breakwater.plan.PlanOutcome.Plan;
import io.breakwater.plan.PlanOutcome.Refusal;
import io.breakwater.plan.PlannedStep;
import io.breakwater.step.OperationActivities.Planned;
import io.breakwater.vm.ContextStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What an operation would do now, as JSON; see openapi.yaml. */
record PlanView(
    OperationKind kind,
    String contextId,
    String vm,
    boolean possible,
    boolean reached,
    List<Reason> refusals,
    List<String> pending,
    List<String> findings,
    List<String> warnings,
    List<String> discards,
    boolean needsTypedName,
    String role,
    long expectedSeconds,
    List<Lane> lanes,
    List<Step> steps) {

  record Step(
      String id,
      String title,
      String name,
      List<String> needs,
      String lane,
      double expectedSeconds) {}

  static PlanView of(
      OperationKind kind,
      Candidate vm,
      OperationRequest request,
      Planned planned,
      List<DiskRow> disks,
      Expectations expectations) {
    PlanOutcome outcome = planned.outcome();
    Observation seen = planned.observation();
    boolean live = isLive(seen);
    List<Step> steps =
        outcome instanceof Plan plan
            ? plan.steps().stream().map(step -> step(vm, step, expectations)).toList()
            : List.of();
    List<String> discards = discards(kind, request, seen, live);
    return new PlanView(
        kind,
        vm.contextId().value(),
        vm.vmName(),
        outcome instanceof Plan,
        outcome instanceof Plan && steps.isEmpty(),
        outcome instanceof Refusal refusal
            ? refusal.reasons().stream().map(OperationResults::reason).toList()
            : List.of(),
        outcome instanceof AwaitFirst await
            ? await.pending().stream().map(PendingWork::what).map(OperatorWords::plain).toList()
            : List.of(),
        Findings.of(seen),
        outcome instanceof Plan plan
            ? plan.warnings().stream().map(OperatorWords::plain).toList()
            : List.of(),
        discards,
        isToBeTyped(kind, live),
        Permissions.roleFor(kind, live, request).wire(),
        Math.round(CriticalPath.seconds(steps, Step::id, Step::needs, Step::expectedSeconds)),
        Lanes.of(steps.stream().map(Step::lane), disks),
        steps);
  }

  private static Step step(Candidate vm, PlannedStep step, Expectations expectations) {
    return new Step(
        step.id(),
        step.title(),
        step.name().wire(),
        step.needs(),
        io.breakwater.plan.Lanes.of(step.action()),
        expectations.seconds(vm.contextId(), step.id()));
  }

  private static boolean isLive(Observation seen) {
    return seen.vm().liveStartedBy() != null
        || seen.vm().status() == ContextStatus.failed_over_live;
  }

  private static boolean isToBeTyped(OperationKind kind, boolean live) {
    return kind == OperationKind.LIVE_FAILOVER
        || kind == OperationKind.COMMIT
        || (live && kind.goal() == Goal.READY);
  }

  private static List<String> discards(
      OperationKind kind, OperationRequest request, Observation seen, boolean live) {
    List<String> lost = new ArrayList<>();
    if (request.unplanned() || request.skipFinalSync()) {
      lost.add("what the source wrote since the last replication");
    }
    if (kind == OperationKind.COMMIT) {
      lost.add("the way back: the snapshots from before the failover are deleted");
    }
    if (kind.goal() == Goal.READY) {
      machines(seen)
          .forEach(
              machine ->
                  lost.add(
                      "everything written to "
                          + machine.name()
                          + (live ? ", the live destination," : "")
                          + " since it was started"));
    }
    return List.copyOf(lost);
  }

  private static Stream<MachineView> machines(Observation seen) {
    return seen.machines().stream()
        .filter(machine -> machine.state() != MachineState.ABSENT && !machine.volumes().isEmpty());
  }
}
