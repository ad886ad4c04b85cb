package io.breakwater.operation;

import io.breakwater.plan.Goal;
import java.time.Instant;

/**
 * The names that an operation hands out; all contain the VM's name, by which the GUI finds them.
 */
public final class OperationNames {
  private OperationNames() {}

  /**
   * What people see in CloudStack: {@code pgtest1-test-1758553933} for a test, and the VM's own
   * name for a live destination.
   */
  public static String destination(Goal goal, String vmName, Instant startedAt) {
    return goal == Goal.FAILED_OVER_LIVE ? vmName : vmName + "-test-" + startedAt.getEpochSecond();
  }

  /** The id by which the GUI asks for status, when the request brought none. */
  public static String externalJobId(OperationKind kind, String vmName, Instant startedAt) {
    String prefix =
        switch (kind) {
          case TEST_FAILOVER -> "unified-test-failover-";
          case LIVE_FAILOVER -> "unified-live-failover-";
          case COMMIT -> "commit-live-failover-";
          case CLEANUP, ROLLBACK -> "rollback-test-failover-";
          case RECOVERY -> "cleanup-failed-";
        };
    return prefix + vmName + "-" + startedAt.getEpochSecond();
  }
}
