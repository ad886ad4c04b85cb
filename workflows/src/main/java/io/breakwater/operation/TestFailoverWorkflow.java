package io.breakwater.operation;

import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.Optional;

/** Runs a test failover and leaves the timer behind that ends it, when one is asked for. */
public final class TestFailoverWorkflow extends OperationWorkflow implements TestFailover {
  /** The query must be answerable from the first task on, so the state is made before the run. */
  @WorkflowInit
  public TestFailoverWorkflow(OperationRequest request) {
    super(OperationKind.TEST_FAILOVER, request);
  }

  @Override
  public OperationResult run(OperationRequest request) {
    Optional<TestEnd> end = TestEnd.of(request);
    OperationResult result = runner().run();
    if (result.destinationName() != null) {
      end.ifPresent(after -> leaveBehind(after, request));
    }
    return result;
  }

  /** Also when a cancel came too late to stop the test: else nothing would end it. */
  private void leaveBehind(TestEnd end, OperationRequest request) {
    Workflow.newDetachedCancellationScope(() -> end.schedule(request, runner().operation())).run();
  }
}
