package io.breakwater.plan;

import java.util.Map;
import java.util.TreeMap;

/** What an exploration covered. */
final class Coverage {
  long states;
  long plans;
  long executions;
  long cuts;
  long goneOn;
  long awaits;
  private final Map<String, Integer> refusals = new TreeMap<>();

  void refused(PlanOutcome.Refusal refusal) {
    for (PlanOutcome.Reason reason : refusal.reasons()) {
      refusals.merge(reason.code(), 1, Integer::sum);
    }
  }

  @Override
  public String toString() {
    return states
        + " states, "
        + plans
        + " times planned, "
        + executions
        + " plan executions, "
        + cuts
        + " of them cut short, "
        + goneOn
        + " plans gone on with to the end, "
        + awaits
        + " times awaited; refused for "
        + refusals;
  }
}
