package io.breakwater.operation;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;

/** What every operation on a VM can be asked and told while it is under way. */
public interface Operated {
  /** The live step list. */
  @QueryMethod(name = "progress")
  Progress progress();

  /** What a person decides while the operation holds; returns as soon as it goes on. */
  @UpdateMethod(name = "decide")
  Decided decide(Decision decision);

  /**
   * Refuses a decision that makes no sense now, before it becomes part of the history.
   *
   * @throws IllegalArgumentException with what is wrong and what would be accepted
   */
  @UpdateValidatorMethod(updateName = "decide")
  void checkDecision(Decision decision);
}
