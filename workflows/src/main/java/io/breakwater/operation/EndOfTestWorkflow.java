package io.breakwater.operation;

import io.breakwater.vm.ContextId;
import io.breakwater.vm.OperationId;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/**
 * Waits for the end of a test; while another operation is at work on the VM, it waits for that too.
 */
public final class EndOfTestWorkflow implements EndOfTest {
  private static final Duration BUSY_PAUSE = Duration.ofMinutes(1);
  private static final int MAX_TRIES = 24 * 60;

  @Override
  public void run(ContextId context, OperationId test, Duration after) {
    Workflow.newTimer(
            after, TimerOptions.newBuilder().setSummary("Test of " + context + " ends").build())
        .get();
    OperationRequest request =
        OperationRequest.builder(context)
            .askedBy("end-of-test", null)
            .onlyOperation(test.value())
            .build();
    for (int i = 0; i < MAX_TRIES; i++) {
      if (OperationStarter.start(OperationKind.CLEANUP, request, context.value()).isPresent()) {
        return;
      }
      Workflow.sleep(BUSY_PAUSE);
    }
  }
}
