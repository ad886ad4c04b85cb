package io.breakwater.operation;

/** What the workflows of all operations share: the runner, and what it can be asked and told. */
abstract class OperationWorkflow implements Operated {
  private final OperationRunner runner;

  OperationWorkflow(OperationKind kind, OperationRequest request) {
    this.runner = new OperationRunner(kind, request);
  }

  final OperationRunner runner() {
    return runner;
  }

  @Override
  public final Progress progress() {
    return runner.progress();
  }

  @Override
  public final Decided decide(Decision decision) {
    return runner.decide(decision);
  }

  @Override
  public final void checkDecision(Decision decision) {
    runner.checkDecision(decision);
  }
}
