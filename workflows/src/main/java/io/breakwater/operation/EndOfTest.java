package io.breakwater.operation;

import io.breakwater.vm.ContextId;
import io.breakwater.vm.OperationId;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;

/** The timer that cleans a test up when its duration is over. */
@WorkflowInterface
public interface EndOfTest {
  /** Waits, then starts a cleanup that acts only if this test is still the current one. */
  @WorkflowMethod(name = "EndOfTest")
  void run(ContextId context, OperationId test, Duration after);
}
