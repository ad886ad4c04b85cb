package io.breakwater.operation;

import io.breakwater.operation.Progress.State;
import io.breakwater.operation.Progress.StepProgress;
import io.breakwater.operation.Progress.StepState;
import io.breakwater.plan.Goal;
import io.breakwater.plan.PlanOutcome.Plan;
import io.breakwater.plan.PlannedStep;
import io.breakwater.plan.Step;
import io.breakwater.step.OperationRef;
import io.breakwater.step.StepResult;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.OperationId;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the operation shows of itself: the query, the current details in the web UI, search
 * attributes.
 */
final class ProgressBoard {
  private final OperationKind kind;
  private final OperationId operation;
  private final ContextId context;
  private final Map<String, StepProgress> steps = new LinkedHashMap<>();
  private final Set<String> books = new HashSet<>();
  private final List<String> warnings = new ArrayList<>();
  private String vm = "";
  private Goal goal;
  private State state = State.RUNNING;
  private String note = "";
  private String question = "";
  private List<String> skippable = List.of();
  private String noRetry = "";
  private int round;

  ProgressBoard(OperationKind kind, OperationId operation, ContextId context) {
    this.kind = kind;
    this.operation = operation;
    this.context = context;
    this.goal = kind.goal();
  }

  void begun(OperationRef ref) {
    vm = ref.vmName();
    SearchAttributes.began(vm, kind);
    publish();
  }

  void enter(State next, Goal nextGoal) {
    goal = nextGoal;
    if (state != next) {
      state = next;
      SearchAttributes.entered(next);
    }
    publish();
  }

  /** What the operation is doing between plans. */
  void note(String text) {
    note = text;
    publish();
  }

  /**
   * What a person has to decide, which steps may be left out, and why it cannot be tried again when
   * it cannot.
   */
  void ask(String text, List<String> steps, String whyNoRetry) {
    question = text;
    skippable = List.copyOf(steps);
    noRetry = whyNoRetry;
    note(text);
  }

  /** It goes on. */
  void answered() {
    ask("", List.of(), "");
  }

  void show(int nextRound, Plan plan) {
    round = nextRound;
    note = "";
    plan.warnings().forEach(this::warn);
    for (PlannedStep step : plan.steps()) {
      put(nextRound, step, StepState.PENDING, null, null, "");
      if (isOfTheBooks(step.action())) {
        books.add(step.id());
      }
    }
  }

  /** What an operator should know although it stops nothing. */
  void warn(String warning) {
    if (!warnings.contains(warning)) {
      warnings.add(warning);
    }
  }

  void started(int round, PlannedStep step) {
    put(round, step, StepState.RUNNING, now(), null, "");
  }

  void done(int round, PlannedStep step, StepResult result) {
    put(round, step, StepState.DONE, startOf(round, step), now(), result.detail());
    if (!result.warning().isEmpty()) {
      warn(result.warning());
    }
  }

  void failed(int round, PlannedStep step, StepFailure failure) {
    put(
        round,
        step,
        StepState.FAILED,
        startOf(round, step),
        now(),
        failure.type() + ": " + failure.message());
  }

  void skipped(int round, PlannedStep step) {
    put(round, step, StepState.SKIPPED, startOf(round, step), now(), "");
  }

  /** A dry run is over; what it found stays the current details. */
  void dryRunEnded(String vmName) {
    vm = vmName;
    state = State.DONE;
  }

  void end(OperationResult result) {
    state = State.DONE;
    note = result.summary();
    SearchAttributes.ended(result.end());
    publish();
  }

  List<String> warnings() {
    return List.copyOf(warnings);
  }

  Progress progress() {
    return new Progress(
        operation,
        kind,
        vm,
        context,
        goal,
        state,
        List.copyOf(steps.values()),
        percent(),
        warnings(),
        question,
        skippable,
        noRetry,
        onlyBooksLeft());
  }

  private boolean onlyBooksLeft() {
    List<StepProgress> current = ofThisRound();
    return state != State.AWAITING_OPERATOR
        && !current.isEmpty()
        && current.stream().allMatch(s -> s.state() == StepState.DONE || books.contains(s.id()));
  }

  private static boolean isOfTheBooks(Step step) {
    return step instanceof Step.RecordReady
        || step instanceof Step.RecordFailedOver
        || step instanceof Step.RecordCommitted;
  }

  private List<StepProgress> ofThisRound() {
    return steps.values().stream().filter(s -> s.round() == round).toList();
  }

  void publish() {
    Workflow.setCurrentDetails(ProgressMarkdown.of(progress(), note));
  }

  private int percent() {
    List<StepProgress> current = ofThisRound();
    if (current.isEmpty()) {
      return state == State.DONE ? 100 : 0;
    }
    long done = current.stream().filter(s -> s.state() == StepState.DONE).count();
    return (int) (done * 100 / current.size());
  }

  private Instant startOf(int round, PlannedStep step) {
    return steps.get(key(round, step)).startedAt();
  }

  private void put(
      int round, PlannedStep step, StepState next, Instant from, Instant to, String detail) {
    steps.put(
        key(round, step),
        new StepProgress(
            step.id(), step.name(), step.title(), next, step.needs(), from, to, round, detail));
  }

  private static String key(int round, PlannedStep step) {
    return round + "/" + step.id();
  }

  private static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }
}
