package io.breakwater.operation;

import io.breakwater.plan.Goal;

/** The kinds of operation, with the workflow type and the goal of each. */
public enum OperationKind {
  TEST_FAILOVER("TestFailover", "Test failover", Goal.FAILED_OVER_TEST),
  /** The destination takes the source's place. */
  LIVE_FAILOVER("LiveFailover", "Live failover", Goal.FAILED_OVER_LIVE),
  /** Ends a test failover. */
  CLEANUP("Cleanup", "Cleanup", Goal.READY),
  /** Takes a failover back, as a tracked job of its own. */
  ROLLBACK("Rollback", "Rollback", Goal.READY),
  /** Brings a VM back to READY from whatever a failed or interrupted operation left behind. */
  RECOVERY("Recovery", "Recovery", Goal.READY),
  /** Makes a live failover final. */
  COMMIT("Commit", "Commit", Goal.COMMITTED);

  private final String workflowType;
  private final String title;
  private final Goal goal;

  OperationKind(String workflowType, String title, Goal goal) {
    this.workflowType = workflowType;
    this.title = title;
    this.goal = goal;
  }

  public String workflowType() {
    return workflowType;
  }

  /** For people. */
  public String title() {
    return title;
  }

  public Goal goal() {
    return goal;
  }

  /** Whether it brings a destination up. */
  public boolean isFailover() {
    return this == TEST_FAILOVER || this == LIVE_FAILOVER;
  }

  /** What it does about a step that is out of budget, unless the request says otherwise. */
  FailurePolicy failurePolicy() {
    return this == LIVE_FAILOVER || this == COMMIT ? FailurePolicy.HOLD : FailurePolicy.ROLL_BACK;
  }
}
