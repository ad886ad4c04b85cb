package io.breakwater.operation;

import io.breakwater.plan.Goal;

/** The kinds of operation, with the workflow type and the goal of each. */
public enum OperationKind {
  TEST_FAILOVER("TestFailover", Goal.FAILED_OVER_TEST),
  CLEANUP("Cleanup", Goal.READY);

  private final String workflowType;
  private final Goal goal;

  OperationKind(String workflowType, Goal goal) {
    this.workflowType = workflowType;
    this.goal = goal;
  }

  public String workflowType() {
    return workflowType;
  }

  public Goal goal() {
    return goal;
  }
}
