package io.breakwater.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Carries a plan out on a world, in any order that the needs allow, with the oracle looking on. */
final class Execution {
  private final ModelWorld world;
  private final PlanOptions options;
  private final StepEffects effects;
  private final SplittableRandom random;
  private final List<String> trace = new ArrayList<>();

  Execution(ModelWorld world, PlanOptions options, SplittableRandom random) {
    this.world = world;
    this.options = options;
    this.effects = new StepEffects(world);
    this.random = random;
  }

  /** The ids of the steps in the order they were carried out; the cut one with how it was cut. */
  List<String> trace() {
    return trace;
  }

  /**
   * Carries the steps out.
   *
   * @return what broke, empty when nothing did
   */
  List<String> run(PlanOutcome.Plan plan, Cut cut) {
    List<PlannedStep> open = new ArrayList<>(plan.steps());
    Set<String> done = new HashSet<>();
    boolean cutShort = false;
    for (int left = Integer.MAX_VALUE; left > 0; left--) {
      PlannedStep next = pick(open, done);
      if (next == null) {
        break;
      }
      open.remove(next);
      boolean cutHere = !cutShort && done.size() == cut.at();
      List<String> broken = cutHere ? cutShort(next, cut.how()) : carryOut(next);
      if (!broken.isEmpty()) {
        return broken;
      }
      if (cutHere) {
        cutShort = true;
        left = 1 + random.nextInt(open.size() + 1); // what runs side by side may go on a while
      } else {
        done.add(next.id());
      }
    }
    return List.of();
  }

  private PlannedStep pick(List<PlannedStep> open, Set<String> done) {
    int ready = 0;
    PlannedStep picked = null;
    for (PlannedStep step : open) {
      if (done.containsAll(step.needs())) {
        ready++;
        if (random.nextInt(ready) == 0) {
          picked = step;
        }
      }
    }
    return picked;
  }

  private List<String> carryOut(PlannedStep step) {
    trace.add(step.id());
    return attempt(step, () -> effects.apply(step.action(), true));
  }

  private List<String> cutShort(PlannedStep step, Cut.How how) {
    trace.add(step.id() + " " + how);
    Step action = step.action();
    boolean pending = StepKinds.canBePending(action);
    return switch (how) {
      case FAILED -> List.of();
      case PENDING_THEN_DONE, PENDING_THEN_FAILED -> {
        boolean well = how == Cut.How.PENDING_THEN_DONE;
        yield pending
            ? attempt(step, () -> effects.leavePending(action, well))
            : attempt(step, () -> effects.announce(action));
      }
      case DONE_UNSEEN -> attempt(step, () -> effects.apply(action, true));
      case HALF_DONE -> attempt(step, () -> effects.half(action));
    };
  }

  private List<String> attempt(PlannedStep step, Runnable effect) {
    try {
      List<String> broken = Oracle.judge(world, step.action(), options);
      if (broken.isEmpty()) {
        effect.run();
        return List.of();
      }
      return broken.stream().map(text -> step.action().type() + ": " + text).toList();
    } catch (StepImpossible e) {
      return List.of(step.action().type() + " cannot be carried out: " + e.getMessage());
    }
  }
}
