package io.breakwater.operation;

import java.time.Instant;

/**
 * The names that an operation hands out; all contain the VM's name, by which the GUI finds them.
 */
public final class OperationNames {
  private OperationNames() {}

  /** What people see in CloudStack, such as {@code pgtest1-test-1758553933}. */
  public static String destination(String vmName, Instant startedAt) {
    return vmName + "-test-" + startedAt.getEpochSecond();
  }

  /** The id by which the GUI asks for status, when the request brought none. */
  public static String externalJobId(OperationKind kind, String vmName, Instant startedAt) {
    String prefix =
        switch (kind) {
          case TEST_FAILOVER -> "unified-test-failover-";
          case CLEANUP, ROLLBACK -> "rollback-test-failover-";
          case RECOVERY -> "cleanup-failed-";
        };
    return prefix + vmName + "-" + startedAt.getEpochSecond();
  }
}
