package io.breakwater.operation;

import io.breakwater.observation.Observation;
import io.breakwater.plan.Goal;
import io.breakwater.plan.PlanOutcome;
import io.breakwater.plan.PlanOutcome.Plan;
import io.breakwater.step.OperationActivities.AuditEntry;
import io.breakwater.step.OperationActivities.Begin;
import io.breakwater.step.OperationActivities.Begun;
import io.breakwater.step.OperationActivities.PlanRequest;
import io.breakwater.step.OperationActivities.Planned;
import io.breakwater.step.OperationRef;
import io.breakwater.step.StepCall;
import io.breakwater.step.StepResult;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Everything outside the workflows, scripted by the test: what the planner answers, which calls
 * fail, which are held. It writes down every call. A call is named by its step id, or by its
 * activity type when it is no step.
 */
final class FakeOperation {
  static final String BEGIN = "BeginOperation";
  static final String AWAIT = "AwaitPending";
  static final String FINISH = "FinishOperation";

  private final List<String> log = new CopyOnWriteArrayList<>();
  private final List<PlanRequest> planRequests = new CopyOnWriteArrayList<>();
  private final List<Begin> begins = new CopyOnWriteArrayList<>();
  private final List<OperationResult> results = new CopyOnWriteArrayList<>();
  private final List<StepCall> stepCalls = new CopyOnWriteArrayList<>();
  private final Map<String, Gate> gates = new ConcurrentHashMap<>();
  private final Map<String, Deque<RuntimeException>> failures = new ConcurrentHashMap<>();
  private final Map<String, String> outages = new ConcurrentHashMap<>();
  private final Map<Goal, Deque<Function<PlanRequest, PlanOutcome>>> plans =
      new EnumMap<>(Goal.class);
  private final Map<String, StepResult> answers = new ConcurrentHashMap<>();
  private volatile List<Candidate> candidates = List.of();
  private volatile Observation observation = Observations.ready(3);
  private volatile Duration heartbeat = Duration.ofSeconds(30);
  private volatile Duration remindAfter = Duration.ofHours(1);
  private final List<AuditEntry> audit = new CopyOnWriteArrayList<>();
  private volatile Duration patience = Duration.ofMinutes(5);
  private volatile boolean several;

  static String planning(Goal goal) {
    return "ObserveAndPlan " + goal;
  }

  /** Answers the next requests for this goal; when none are left, the goal counts as reached. */
  void plans(Goal goal, PlanOutcome... outcomes) {
    for (PlanOutcome outcome : outcomes) {
      plansBy(goal, request -> outcome);
    }
  }

  synchronized void plansBy(Goal goal, Function<PlanRequest, PlanOutcome> planner) {
    plans.computeIfAbsent(goal, g -> new ArrayDeque<>()).add(planner);
  }

  void sees(Observation seen) {
    observation = seen;
  }

  /** The installation has more appliances than that of the VM. */
  void isOneOfSeveral() {
    several = true;
  }

  void knows(Candidate... vms) {
    candidates = List.of(vms);
  }

  void heartbeatsWithin(Duration timeout) {
    heartbeat = timeout;
  }

  void isPatientFor(Duration duration) {
    patience = duration;
  }

  /** The call's next attempt fails and is not worth another. */
  void failsForGood(String call, String type) {
    fail(call, ApplicationFailure.newNonRetryableFailure("told to fail", type));
  }

  /** The call's next attempts fail, then it works. */
  void fails(String call, int times, String type) {
    for (int i = 0; i < times; i++) {
      fail(call, ApplicationFailure.newFailure("told to fail", type));
    }
  }

  private void fail(String call, RuntimeException failure) {
    failures.computeIfAbsent(call, c -> new ArrayDeque<>()).add(failure);
  }

  /** How the step ends well. */
  void answers(String step, StepResult result) {
    answers.put(step, result);
  }

  /** Every attempt of the call fails until {@link #recovers}. */
  void isDown(String call, String type) {
    outages.put(call, type);
  }

  void recovers(String call) {
    outages.remove(call);
  }

  /** Holds the call, deaf to cancel, as a CloudStack job that cannot be stopped. */
  Gate holds(String call) {
    return gates.computeIfAbsent(call, c -> new Gate(false));
  }

  /** Holds the call, which ends as cancelled when it is cancelled. */
  Gate holdsUntilCancelled(String call) {
    return gates.computeIfAbsent(call, c -> new Gate(true));
  }

  void openAllGates() {
    gates.values().forEach(Gate::open);
  }

  /** What happened, in order: {@code start <call>}, then {@code end <call>} or {@code fail …}. */
  List<String> log() {
    return List.copyOf(log);
  }

  /** The calls that were started, in order, one entry per attempt. */
  List<String> started() {
    return log.stream()
        .filter(entry -> entry.startsWith("start "))
        .map(entry -> entry.substring("start ".length()))
        .toList();
  }

  List<PlanRequest> planRequests() {
    return List.copyOf(planRequests);
  }

  List<Begin> begins() {
    return List.copyOf(begins);
  }

  List<StepCall> stepCalls() {
    return List.copyOf(stepCalls);
  }

  /** The results with which operations closed their books. */
  List<OperationResult> results() {
    return List.copyOf(results);
  }

  Begun begin(Begin begin) {
    return call(
        BEGIN,
        () -> {
          begins.add(begin);
          return begun(begin);
        });
  }

  private Begun begun(Begin begin) {
    OperationRef ref =
        new OperationRef(begin.operation(), begin.context(), Observations.NAME, 7, 0);
    return new Begun(
        ref,
        OperationNames.destination(begin.kind().goal(), Observations.NAME, begin.startedAt()),
        begin.externalJobId(),
        Observations.APPLIANCE,
        heartbeat,
        patience,
        remindAfter,
        null,
        several);
  }

  Planned plan(PlanRequest request) {
    return call(
        planning(request.goal()),
        () -> {
          planRequests.add(request);
          return new Planned(next(request), observation);
        });
  }

  private synchronized PlanOutcome next(PlanRequest request) {
    Deque<Function<PlanRequest, PlanOutcome>> script = plans.get(request.goal());
    return script == null || script.isEmpty()
        ? new Plan(request.goal(), List.of(), List.of())
        : script.remove().apply(request);
  }

  void remindsAfter(Duration duration) {
    remindAfter = duration;
  }

  void audit(AuditEntry entry) {
    audit.add(entry);
  }

  /** What was kept for good, oldest first. */
  List<AuditEntry> audit() {
    return List.copyOf(audit);
  }

  void finish(OperationResult result) {
    call(FINISH, () -> results.add(result));
  }

  List<Candidate> candidates(String name) {
    return candidates.stream()
        .filter(c -> c.vmName().equals(name) || c.contextId().value().equals(name))
        .toList();
  }

  List<Candidate> candidates(VmFilter filter) {
    return candidates.stream().filter(filter::matches).toList();
  }

  StepResult step(StepCall call) {
    stepCalls.add(call);
    StepResult usual = StepResult.done("did " + call.step().id());
    return call(call.step().id(), () -> answers.getOrDefault(call.step().id(), usual));
  }

  StepResult awaitPending(Collection<?> pending) {
    return call(AWAIT, () -> StepResult.done(pending.size() + " ended"));
  }

  private <T> T call(String name, Supplier<T> work) {
    log.add("start " + name);
    boolean worked = false;
    try {
      Gate gate = gates.get(name);
      if (gate != null) {
        gate.pass();
      }
      failIfTold(name);
      T result = work.get();
      worked = true;
      return result;
    } finally {
      log.add((worked ? "end " : "fail ") + name);
    }
  }

  private void failIfTold(String name) {
    String outage = outages.get(name);
    if (outage != null) {
      throw ApplicationFailure.newFailure("told to be down", outage);
    }
    Deque<RuntimeException> script = failures.getOrDefault(name, new ArrayDeque<>());
    RuntimeException failure = script.poll();
    if (failure != null) {
      throw failure;
    }
  }

  /** Copies of the log from the first entry that starts with this on. */
  List<String> logFrom(String prefix) {
    List<String> all = new ArrayList<>(log);
    int first = 0;
    while (first < all.size() && !all.get(first).startsWith(prefix)) {
      first++;
    }
    return all.subList(first, all.size());
  }
}
