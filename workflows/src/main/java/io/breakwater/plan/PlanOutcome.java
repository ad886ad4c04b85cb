package io.breakwater.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.breakwater.observation.PendingWork;
import java.util.List;

/** What the planner answers. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
  @JsonSubTypes.Type(value = PlanOutcome.Plan.class, name = "plan"),
  @JsonSubTypes.Type(value = PlanOutcome.AwaitFirst.class, name = "await"),
  @JsonSubTypes.Type(value = PlanOutcome.Refusal.class, name = "refusal"),
})
public sealed interface PlanOutcome {

  /**
   * The steps to the goal; each step's needs stand before it in the list.
   *
   * @param warnings what an operator should know although it does not stop the plan
   * @param partial whether phases were left out on request, so that the goal is not reached with it
   */
  record Plan(Goal goal, List<PlannedStep> steps, List<String> warnings, boolean partial)
      implements PlanOutcome {
    public Plan {
      steps = List.copyOf(steps);
      warnings = List.copyOf(warnings);
    }

    public Plan(Goal goal, List<PlannedStep> steps, List<String> warnings) {
      this(goal, steps, warnings, false);
    }
  }

  /** Something is under way whose end decides what to do: wait for it, then observe again. */
  record AwaitFirst(List<PendingWork> pending) implements PlanOutcome {
    public AwaitFirst {
      pending = List.copyOf(pending);
    }
  }

  /**
   * No safe way to the goal.
   *
   * @param cleanupRequired whether a person has to look at the VM; false when the request merely
   *     came at the wrong moment or lacks something, and the VM itself is fine
   */
  record Refusal(List<Reason> reasons, boolean cleanupRequired) implements PlanOutcome {
    public Refusal {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * Why not.
   *
   * @param code stable, such as {@code NO_TEST_NETWORK}
   * @param found what was found
   * @param todo what a person can do about it
   */
  record Reason(String code, String found, String todo) {}
}
