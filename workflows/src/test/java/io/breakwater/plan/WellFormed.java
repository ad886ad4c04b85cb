package io.breakwater.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What every plan has to look like, whatever it is for. */
final class WellFormed {
  private WellFormed() {}

  /** What is wrong with the plan's form; empty when nothing is. */
  static List<String> faults(PlanOutcome.Plan plan, Goal goal) {
    List<String> faults = new ArrayList<>();
    Set<String> earlier = new HashSet<>();
    if (plan.goal() != goal) {
      faults.add("plan is for " + plan.goal());
    }
    for (PlannedStep step : plan.steps()) {
      String type = step.action().type();
      if (!earlier.containsAll(step.needs())) {
        faults.add(type + " needs what does not stand before it");
      }
      if (!earlier.add(step.id())) {
        faults.add(type + " bears an id twice");
      }
      if (new HashSet<>(step.needs()).size() != step.needs().size()) {
        faults.add(type + " needs a step twice");
      }
      if (step.queue() != StepKinds.queueOf(step.action())) {
        faults.add(type + " goes to queue " + step.queue());
      }
      if (step.budget().isNegative() || step.budget().isZero()) {
        faults.add(type + " has no time");
      }
      if (step.name() == null || step.title().isBlank() || step.id().isBlank()) {
        faults.add(type + " lacks a name, a title or an id");
      }
    }
    return faults;
  }

  /** What is wrong with a refusal's form; empty when nothing is. */
  static List<String> faults(PlanOutcome.Refusal refusal) {
    List<String> faults = new ArrayList<>();
    if (refusal.reasons().isEmpty()) {
      faults.add("refusal without a reason");
    }
    for (PlanOutcome.Reason reason : refusal.reasons()) {
      if (reason.code().isBlank() || reason.found().isBlank() || reason.todo().isBlank()) {
        faults.add("refusal " + reason.code() + " does not say what was found or what to do");
      }
    }
    return faults;
  }
}
