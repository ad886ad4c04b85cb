package io.breakwater.operation;

import io.breakwater.observation.MachineState;
import io.breakwater.observation.Observation;
import io.breakwater.plan.Goal;
import io.breakwater.plan.PlanOptions;
import io.breakwater.plan.PlanOutcome;
import io.breakwater.plan.PlanOutcome.AwaitFirst;
import io.breakwater.plan.PlanOutcome.Plan;
import io.breakwater.plan.PlanOutcome.Refusal;
import io.breakwater.plan.PlannedStep;
import io.breakwater.plan.StepName;
import io.breakwater.step.CheckOutcome;
import io.breakwater.step.OperationActivities.Begun;
import io.breakwater.step.OperationActivities.PlanRequest;
import io.breakwater.step.OperationActivities.Planned;
import io.breakwater.step.OperationRef;
import io.breakwater.step.StepResult;
import io.breakwater.vm.MachineId;
import io.breakwater.vm.OperationId;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Observes, plans and runs, again and again, until a goal is reached or cannot be. */
final class Pursuit {
  /** After so many plans that failed, a person has to look. */
  private static final int MAX_FAILED_PLANS = 3;

  /** How often an open end is waited for before it counts as stuck. */
  private static final int MAX_WAITS = 10;

  private final OperationRequest request;
  private final Begun begun;
  private final ProgressBoard board;
  private final Setbacks setbacks = new Setbacks();
  private List<StepFailure> unreported = List.of();
  private boolean untouched = true;
  private MachineId destination;
  private int round;
  private boolean liveStarted;
  private boolean sourceOff;
  private boolean confirmDiscard;
  private boolean withoutDrivers;
  private boolean partial;
  private List<PlannedStep> open = List.of();
  private final Set<String> leftOut = new LinkedHashSet<>();
  private final List<CheckOutcome> checks = new ArrayList<>();

  /** How a pursuit ended. */
  enum Outcome {
    REACHED,
    /** Steps failed. */
    FAILED,
    CANCELLED,
    /** The planner sees no safe way. */
    REFUSED,
    /** The truth could not be read, or plans kept failing. */
    UNREACHABLE,
    /** Another operation holds the lease now; nothing more may be done. */
    TAKEN_OVER,
    /** A person decided to end it as it is. */
    GIVEN_UP
  }

  Pursuit(OperationRequest request, Begun begun, ProgressBoard board) {
    this.request = request;
    this.begun = begun;
    this.board = board;
  }

  /** One plan on the way to the goal; a failing step ends it. */
  Outcome pursue(Goal goal) {
    if (goal == Goal.READY) {
      return pursueReady();
    }
    Outcome outcome = once(goal, MAX_WAITS);
    if (outcome == Outcome.FAILED && isToBootWithoutDrivers(goal)) {
      withoutDrivers = true;
      board.warn(setbacks.latest() + ": the OS disk is reverted and boots without drivers");
      return once(goal, MAX_WAITS);
    }
    return outcome;
  }

  private boolean isToBootWithoutDrivers(Goal goal) {
    return goal == Goal.FAILED_OVER_LIVE
        && !withoutDrivers
        && request.whenInjectionFails() != InjectionPolicy.FAIL
        && unreported.stream().allMatch(f -> f.stepName().equals(StepName.DRIVER_INJECTION.wire()));
  }

  /** Goes on without this step from now on. */
  void leaveOut(String step) {
    leftOut.add(step);
  }

  /** What was written to a live destination may be discarded from now on. */
  void allowDiscard() {
    confirmDiscard = true;
  }

  /** Plans as long as plans fail, because every failure changes what is to be done. */
  Outcome pursueReady() {
    Outcome outcome = Outcome.FAILED;
    for (int i = 0; i < MAX_FAILED_PLANS && outcome == Outcome.FAILED; i++) {
      outcome = once(Goal.READY, MAX_WAITS);
    }
    if (outcome == Outcome.FAILED) {
      setbacks.refused(
          "STILL_FAILING",
          setbacks.latest(),
          "see the failed step, mend its cause, then clean up again");
      return Outcome.UNREACHABLE;
    }
    return outcome;
  }

  private Outcome once(Goal goal, int waits) {
    OperationRef ref = nextRound();
    Planned planned;
    try {
      planned = observe(goal, ref);
    } catch (TemporalFailure failure) {
      return couldNotObserve(failure);
    }
    unreported = List.of();
    open = List.of();
    untouched = untouched && !bearsTraces(planned.observation(), ref.id());
    liveStarted = planned.observation().vm().liveStartedBy() != null;
    if (OperationRunner.isOutdated(request, planned.observation()) && untouched) {
      setbacks.refused(
          "NOT_CURRENT", "the test that was to be ended is over", "nothing is to be done");
      return Outcome.REFUSED;
    }
    PlanOutcome outcome = planned.outcome();
    if (outcome instanceof AwaitFirst await) {
      return awaitPending(goal, ref, await, waits);
    }
    if (outcome instanceof Refusal refusal) {
      setbacks.refused(refusal);
      return Outcome.REFUSED;
    }
    return carryOut((Plan) outcome, ref, planned.observation(), waits);
  }

  /** After a reset only the VM itself tells that this operation was at work on it before. */
  private static boolean bearsTraces(Observation seen, OperationId operation) {
    return operation.equals(seen.vm().heldBy())
        || seen.machines().stream()
            .anyMatch(m -> operation.equals(m.mark()) && m.state() != MachineState.ABSENT)
        || seen.disks().stream()
            .anyMatch(
                d ->
                    operation.equals(d.dirtiedBy())
                        || d.snapshots().stream().anyMatch(s -> operation.equals(s.madeBy())));
  }

  private Planned observe(Goal goal, OperationRef ref) {
    board.note("Observing the VM and planning");
    boolean back = goal == Goal.READY && !untouched;
    PlanOptions options =
        request
            .planOptions(ref.id(), begun.destinationName())
            .skipInjection(request.skipVirtio() || withoutDrivers)
            .confirmDiscard(request.confirmDiscard() || confirmDiscard)
            .skippedSteps(leftOut)
            .build();
    PlanRequest asked = new PlanRequest(ref, goal, options, unreported, false);
    return Looking.observe(begun, board, back, asked);
  }

  private Outcome carryOut(Plan plan, OperationRef ref, Observation seen, int waits) {
    destination = seen.machineOf(ref.id()).map(m -> m.id()).orElse(destination);
    if (plan.steps().isEmpty()) {
      return Outcome.REACHED;
    }
    boolean first = untouched;
    untouched = false;
    PlanRun run = new PlanRun(plan, ref, begun, board);
    unreported = run.run();
    open = run.notDone();
    setbacks.failed(unreported);
    note(run.results());
    partial = plan.partial();
    liveStarted |= run.isLiveStarted();
    sourceOff |= run.isSourceOff();
    if (first && run.endedAtTheDoor() && waits > 0) {
      untouched = true;
      return once(plan.goal(), waits - 1);
    }
    if (unreported.stream().anyMatch(f -> Failures.LEASE_LOST.equals(f.type()))) {
      return Outcome.TAKEN_OVER;
    }
    if (CancellationScope.current().isCancelRequested()) {
      return Outcome.CANCELLED;
    }
    return unreported.isEmpty() ? Outcome.REACHED : Outcome.FAILED;
  }

  private void note(List<StepResult> results) {
    for (StepResult result : results) {
      destination = result.machine() == null ? destination : result.machine();
      for (CheckOutcome check : result.checks()) {
        checks.add(check);
        if (!check.passed()) {
          board.warn("check " + check.name() + " failed: " + check.detail());
        }
      }
    }
  }

  private Outcome awaitPending(Goal goal, OperationRef ref, AwaitFirst await, int waits) {
    String what =
        await.pending().stream().map(p -> p.what()).distinct().collect(Collectors.joining(", "));
    if (waits == 0) {
      return setbacks.doesNotEnd(await, what + " does not end");
    }
    board.note("Waiting for " + what);
    try {
      ActivityStubs.await(begun).awaitPending(ref, await.pending());
    } catch (ActivityFailure | CanceledFailure failure) {
      return Failures.STILL_UNDER_WAY.equals(FailureReader.type(failure))
          ? setbacks.doesNotEnd(await, FailureReader.message(failure))
          : couldNotObserve(failure);
    }
    return once(goal, waits - 1);
  }

  private Outcome couldNotObserve(TemporalFailure failure) {
    if (FailureReader.isCancelled(failure) || CancellationScope.current().isCancelRequested()) {
      return Outcome.CANCELLED;
    }
    String type = FailureReader.type(failure);
    if (Failures.LEASE_LOST.equals(type)) {
      return Outcome.TAKEN_OVER;
    }
    setbacks.refused(
        type, FailureReader.message(failure), "bring that system back, then start again");
    return Outcome.UNREACHABLE;
  }

  private OperationRef nextRound() {
    round++;
    OperationRef ref = begun.operation();
    return new OperationRef(ref.id(), ref.context(), ref.vmName(), ref.fencing(), round);
  }

  /** Whether no step was started yet. */
  boolean isUntouched() {
    return untouched;
  }

  boolean cleanupRequired() {
    return setbacks.cleanupRequired() || !untouched;
  }

  MachineId destination() {
    return destination;
  }

  /** Whether a live destination was started, so that going back discards what it wrote. */
  boolean isLiveStarted() {
    return liveStarted;
  }

  /** Whether the source was powered off on the way, and nobody powered it on again. */
  boolean isSourceOff() {
    return sourceOff && !request.powerOnSource();
  }

  /** Whether phases were left out on request, so that the goal itself is not reached. */
  boolean isPartial() {
    return partial;
  }

  /** The ids of the open steps that may be left out. */
  List<String> skippable() {
    return open.stream().filter(s -> s.action().isOptional()).map(PlannedStep::id).toList();
  }

  List<CheckOutcome> checks() {
    return List.copyOf(checks);
  }

  Setbacks setbacks() {
    return setbacks;
  }
}
