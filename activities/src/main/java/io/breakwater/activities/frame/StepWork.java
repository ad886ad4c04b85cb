package io.breakwater.activities.frame;

import io.breakwater.step.StepResult;
import java.util.concurrent.CompletionStage;

/** What a step does within its frame. */
@FunctionalInterface
public interface StepWork {
  /**
   * Looks, adopts or submits, and reads back. May block for a few requests; waits go through {@link
   * StepContext}.
   *
   * @throws Exception which the frame turns into a failure of stable type
   */
  CompletionStage<StepResult> run(StepContext step) throws Exception;
}
