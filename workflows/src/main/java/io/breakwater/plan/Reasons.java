package io.breakwater.plan;

import io.breakwater.plan.PlanOutcome.Reason;
import java.util.ArrayList;
import java.util.List;

/** Collects why a plan is refused, and whether a person has to look at the VM. */
final class Reasons {
  private final List<Reason> found = new ArrayList<>();
  private boolean cleanupRequired;

  /** Something is missing or the moment is wrong; the VM itself is as it was. */
  void add(String code, String what, String todo) {
    found.add(new Reason(code, what, todo));
  }

  /** The VM is in a state that nobody can put right safely without looking. */
  void addForPerson(String code, String what, String todo) {
    add(code, what, todo);
    cleanupRequired = true;
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  PlanOutcome.Refusal refusal() {
    return new PlanOutcome.Refusal(found, cleanupRequired);
  }
}
