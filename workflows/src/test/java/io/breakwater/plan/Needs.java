package io.breakwater.plan;

import java.util.HashSet;
import java.util.Set;

/** Follows the needs of a plan's steps. */
final class Needs {
  private Needs() {}

  /** Everything the step waits for, directly or through others. */
  static Set<String> of(PlanOutcome.Plan plan, String step) {
    Set<String> all = new HashSet<>();
    collect(plan, step, all);
    return all;
  }

  private static void collect(PlanOutcome.Plan plan, String step, Set<String> all) {
    for (PlannedStep candidate : plan.steps()) {
      if (candidate.id().equals(step)) {
        for (String need : candidate.needs()) {
          if (all.add(need)) {
            collect(plan, need, all);
          }
        }
      }
    }
  }
}
