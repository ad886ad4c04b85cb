package io.breakwater.plan;

import java.time.Duration;
import java.util.List;

/**
 * A step with its place in the plan.
 *
 * @param id stable within the plan, such as {@code take-snapshot/disk-2000}
 * @param name the old system's step name; several steps may share one
 * @param title for people
 * @param needs ids of the steps that must have succeeded before; nothing else orders steps
 * @param budget how long the step may take from submission, retries not counted
 */
public record PlannedStep(
    String id,
    StepName name,
    String title,
    StepQueue queue,
    Step action,
    List<String> needs,
    Duration budget) {
  public PlannedStep {
    needs = List.copyOf(needs);
  }
}
