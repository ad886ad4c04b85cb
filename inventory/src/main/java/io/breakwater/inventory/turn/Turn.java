package io.breakwater.inventory.turn;

import io.breakwater.step.StepCall;
import io.breakwater.vm.OperationId;

/** What a step has or waits for; the same for all attempts at the step in one round. */
public record Turn(OperationId operation, int round, String step) {

  /** That of this step. */
  public static Turn of(StepCall call) {
    return new Turn(call.operation().id(), call.operation().round(), call.step().id());
  }
}
