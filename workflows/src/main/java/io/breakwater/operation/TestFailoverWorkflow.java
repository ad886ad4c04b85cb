package io.breakwater.operation;

import io.temporal.workflow.WorkflowInit;

/** Runs a test failover and leaves the timer behind that ends it, when one is asked for. */
public final class TestFailoverWorkflow implements TestFailover {
  private final OperationRunner runner;

  /** The query must be answerable from the first task on, so the state is made before the run. */
  @WorkflowInit
  public TestFailoverWorkflow(OperationRequest request) {
    this.runner = new OperationRunner(OperationKind.TEST_FAILOVER, request);
  }

  @Override
  public OperationResult run(OperationRequest request) {
    OperationResult result = runner.run();
    TestEnd.of(request).ifPresent(after -> after.schedule(request, runner.operation()));
    return result;
  }

  @Override
  public Progress progress() {
    return runner.progress();
  }
}
