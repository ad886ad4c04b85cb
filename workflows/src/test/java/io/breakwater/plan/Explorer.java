package io.breakwater.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Plans from a world, carries the plan out, cuts it short in every way, and plans on until the goal
 * is reached or refused. Counts what it covers and collects what breaks.
 */
final class Explorer {
  private static final int ROUNDS = 6;
  private static final List<Cut.How> WAYS = List.of(Cut.How.values());

  final Findings findings = new Findings();
  final Coverage coverage = new Coverage();
  private final Planner planner = new Planner();
  private final PlanOptions options;
  private SplittableRandom random = new SplittableRandom(0);
  private int turn;

  Explorer(PlanOptions options) {
    this.options = options;
  }

  static PlanOptions options() {
    return PlanOptions.of(ModelWorld.THIS, "pgtest1-test-1");
  }

  /** How a plan is cut after each of its steps. */
  enum Cuts {
    EVERY_WAY,
    /** In one way, the ways taking turns from step to step and from plan to plan. */
    ONE_WAY
  }

  /** Explores from one world towards the goals that leave no live data. */
  void explore(ModelWorld start, long seed, Cuts cuts) {
    explore(start, seed, cuts, List.of(Goal.READY, Goal.FAILED_OVER_TEST));
  }

  void explore(ModelWorld start, long seed, Cuts cuts, List<Goal> goals) {
    random = new SplittableRandom(seed);
    coverage.states++;
    for (Goal goal : goals) {
      Trail trail = new Trail(start);
      ModelWorld world = start.copy();
      PlanOutcome.Plan plan = firstPlan(world, goal, trail);
      if (plan == null) {
        continue;
      }
      converge(world.copy(), goal, trail.copy());
      for (int at = 0; at < plan.steps().size(); at++) {
        for (Cut.How how : cuts == Cuts.EVERY_WAY ? WAYS : List.of(nextWay())) {
          cutAndGoOn(world, plan, new Cut(at, how), trail);
        }
      }
    }
  }

  private Cut.How nextWay() {
    turn++;
    return WAYS.get(turn % WAYS.size());
  }

  /** Goes for a failover, is cut short again and again on the way, and has to come home. */
  void storm(ModelWorld start, Goal forward, long seed, int cutsInARow) {
    random = new SplittableRandom(seed);
    coverage.states++;
    Trail trail = new Trail(start);
    ModelWorld world = start.copy();
    for (int i = 0; i < cutsInARow; i++) {
      boolean back = i > 0 && random.nextInt(3) > 0;
      PlanOutcome.Plan plan = firstPlan(world, back ? Goal.READY : forward, trail);
      if (plan == null || plan.steps().isEmpty()) {
        continue;
      }
      Cut cut = new Cut(random.nextInt(plan.steps().size()), WAYS.get(random.nextInt(5)));
      if (!carryOut(world, plan, cut, trail)) {
        return;
      }
      coverage.cuts++;
    }
    converge(world, Goal.READY, trail);
  }

  private void cutAndGoOn(ModelWorld world, PlanOutcome.Plan plan, Cut cut, Trail trail) {
    ModelWorld after = world.copy();
    Trail cutTrail = trail.copy();
    if (!carryOut(after, plan, cut, cutTrail)) {
      return;
    }
    coverage.cuts++;
    if (plan.goal() != Goal.READY && converge(after.copy(), plan.goal(), cutTrail.copy())) {
      coverage.goneOn++;
    }
    converge(after, Goal.READY, cutTrail);
  }

  /** The first plan after whatever is in flight ended; null when the goal is refused. */
  private PlanOutcome.Plan firstPlan(ModelWorld world, Goal goal, Trail trail) {
    for (int round = 0; round < ROUNDS; round++) {
      PlanOutcome outcome = plan(world, goal, trail);
      if (outcome instanceof PlanOutcome.Plan plan) {
        return plan;
      }
      if (outcome instanceof PlanOutcome.Refusal || world.jobs.isEmpty()) {
        return null;
      }
      new StepEffects(world).endJobs();
      trail.note("everything in flight ends");
    }
    return null;
  }

  /** Plans and carries out without faults; true when the goal was reached. */
  private boolean converge(ModelWorld world, Goal goal, Trail trail) {
    int active = 0;
    for (int round = 0; round < ROUNDS; round++) {
      PlanOutcome.Plan plan = firstPlan(world, goal, trail);
      if (plan == null) {
        if (active > 0) {
          report("refuses " + goal + " after its own plan was carried out", trail, world);
        }
        return false;
      }
      boolean passive = plan.steps().stream().allMatch(s -> StepKinds.recordsOnly(s.action()));
      if (!carryOut(world, plan, Cut.NONE, trail)) {
        return false;
      }
      if (passive) {
        if (!Expectations.reached(world, goal)) {
          report("plans nothing more although " + goal + " is not reached", trail, world);
        }
        return true;
      }
      active++;
      if (active > 1) {
        report("does not reach " + goal + " with one plan", trail, world);
        return false;
      }
    }
    report("does not converge to " + goal, trail, world);
    return false;
  }

  private PlanOutcome plan(ModelWorld world, Goal goal, Trail trail) {
    coverage.plans++;
    PlanOutcome outcome;
    try {
      outcome = planner.plan(world.observe(), goal, options);
    } catch (RuntimeException e) {
      report("planner throws " + e, trail, world);
      return new PlanOutcome.Refusal(List.of(), true);
    }
    if (coverage.plans % 64 == 0 && !outcome.equals(planner.plan(world.observe(), goal, options))) {
      report("plans differently from the same observation", trail.with(outcome), world);
    }
    for (String fault : faults(outcome, world, goal)) {
      report(fault, trail.with(outcome), world);
    }
    return outcome;
  }

  private List<String> faults(PlanOutcome outcome, ModelWorld world, Goal goal) {
    List<String> faults = new ArrayList<>();
    if (outcome instanceof PlanOutcome.Refusal refusal) {
      coverage.refused(refusal);
      faults.addAll(WellFormed.faults(refusal));
      if (Expectations.mustPlan(world, goal)) {
        faults.add("refuses " + goal + " with " + codes(refusal) + " although there is a way");
      }
    } else if (outcome instanceof PlanOutcome.AwaitFirst await) {
      coverage.awaits++;
      boolean seen = world.jobs.stream().map(ModelJob::seen).toList().equals(await.pending());
      if (!seen || await.pending().isEmpty()) {
        faults.add("awaits what is not in flight");
      }
    } else if (outcome instanceof PlanOutcome.Plan plan) {
      faults.addAll(WellFormed.faults(plan, goal));
      if (!world.jobs.isEmpty()) {
        faults.add("invariant 9: plans while something is in flight");
      }
    }
    return faults;
  }

  private static List<String> codes(PlanOutcome.Refusal refusal) {
    return refusal.reasons().stream().map(PlanOutcome.Reason::code).distinct().toList();
  }

  private boolean carryOut(ModelWorld world, PlanOutcome.Plan plan, Cut cut, Trail trail) {
    coverage.executions++;
    Execution execution = new Execution(world, options, random);
    List<String> broken = execution.run(plan, cut);
    trail.note(plan, execution.trace());
    for (String text : broken) {
      report(Trail.kind(text), trail.with(plan).with(text), world);
    }
    return broken.isEmpty();
  }

  private void report(String kind, Trail trail, ModelWorld world) {
    findings.add(kind, trail.size(), () -> trail + "\n  the world then: " + world);
  }
}
