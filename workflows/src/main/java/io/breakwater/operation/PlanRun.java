package io.breakwater.operation;

import io.breakwater.plan.PlanOutcome.Plan;
import io.breakwater.plan.PlannedStep;
import io.breakwater.plan.Step;
import io.breakwater.step.OperationActivities.Begun;
import io.breakwater.step.OperationRef;
import io.breakwater.step.StepCall;
import io.breakwater.step.StepResult;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Carries one plan out: every step starts as soon as what it needs is done. After a failure or a
 * cancel no further step starts, and those under way are awaited, because a CloudStack job does not
 * stop with us.
 */
final class PlanRun {
  private final Plan plan;
  private final OperationRef operation;
  private final Begun begun;
  private final ProgressBoard board;
  private final Set<String> done = new HashSet<>();
  private final Map<String, Promise<Ended>> running = new LinkedHashMap<>();
  private final List<StepFailure> failures = new ArrayList<>();
  private final List<PlannedStep> waiting;
  private final List<StepResult> results = new ArrayList<>();
  private boolean liveStarted;

  PlanRun(Plan plan, OperationRef operation, Begun begun, ProgressBoard board) {
    this.plan = plan;
    this.operation = operation;
    this.begun = begun;
    this.board = board;
    this.waiting = new ArrayList<>(plan.steps());
  }

  /** Returns the failures; empty when every step succeeded or the operation was cancelled. */
  List<StepFailure> run() {
    board.show(operation.round(), plan);
    startReady();
    while (!running.isEmpty()) {
      Promise.anyOf(List.copyOf(running.values())).get();
      running.values().stream()
          .filter(Promise::isCompleted)
          .map(Promise::get)
          .toList()
          .forEach(this::finish);
      board.publish();
      startReady();
    }
    if (isToGoOn()) {
      waiting.forEach(this::cannotStart);
    } else {
      waiting.forEach(step -> board.skipped(operation.round(), step));
    }
    board.publish();
    return failures;
  }

  /**
   * Whether nothing was done because a replication started after the observation: the hold changes
   * nothing then, so the VM is still untouched and worth another look.
   */
  boolean endedAtTheDoor() {
    return done.isEmpty()
        && failures.size() == 1
        && failures.get(0).type().equals(Failures.PRECONDITION)
        && plan.steps().stream()
            .filter(step -> step.id().equals(failures.get(0).stepId()))
            .anyMatch(step -> step.action() instanceof Step.HoldReplication);
  }

  /** What the steps that ended well answered. */
  List<StepResult> results() {
    return results;
  }

  /** The steps that are still to be done. */
  List<PlannedStep> notDone() {
    return plan.steps().stream().filter(step -> !done.contains(step.id())).toList();
  }

  /** Whether the start of a live destination may have been submitted. */
  boolean isLiveStarted() {
    return liveStarted;
  }

  /** Whether it powered the source off, or may have. */
  boolean isSourceOff() {
    return plan.steps().stream()
        .anyMatch(
            step ->
                step.action() instanceof Step.PowerOffSource
                    && (done.contains(step.id())
                        || failures.stream().anyMatch(f -> f.stepId().equals(step.id()))));
  }

  private boolean isToGoOn() {
    return failures.isEmpty() && !CancellationScope.current().isCancelRequested();
  }

  /** A plan must never count as carried out while a step of it was not. */
  private void cannotStart(PlannedStep step) {
    List<String> missing = step.needs().stream().filter(need -> !done.contains(need)).toList();
    StepFailure failure =
        new StepFailure(
            operation.round(),
            step.id(),
            step.name().wire(),
            step.title(),
            Failures.PRECONDITION,
            "it needs " + missing + ", which no step of the plan can bring about");
    failures.add(failure);
    board.started(operation.round(), step);
    board.failed(operation.round(), step, failure);
  }

  private void startReady() {
    if (!isToGoOn()) {
      return;
    }
    List<PlannedStep> ready = waiting.stream().filter(s -> done.containsAll(s.needs())).toList();
    ready.forEach(this::start);
    waiting.removeAll(ready);
    if (!ready.isEmpty()) {
      board.publish();
    }
  }

  private void start(PlannedStep step) {
    board.started(operation.round(), step);
    liveStarted |= step.action() instanceof Step.StartMachine start && start.source().isLive();
    Promise<StepResult> result =
        ActivityStubs.step(step, begun)
            .executeAsync(step.action().type(), StepResult.class, new StepCall(operation, step));
    running.put(step.id(), result.handle((value, failure) -> new Ended(step, value, failure)));
  }

  private void finish(Ended ended) {
    PlannedStep step = ended.step();
    running.remove(step.id());
    if (ended.failure() == null) {
      done.add(step.id());
      results.add(ended.result());
      board.done(operation.round(), step, ended.result());
    } else if (FailureReader.isCancelled(ended.failure())) {
      board.skipped(operation.round(), step);
    } else {
      StepFailure failure = FailureReader.read(operation.round(), step, ended.failure());
      failures.add(failure);
      board.failed(operation.round(), step, failure);
    }
  }

  private record Ended(PlannedStep step, StepResult result, RuntimeException failure) {}
}
