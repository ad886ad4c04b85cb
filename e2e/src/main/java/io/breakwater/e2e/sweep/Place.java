package io.breakwater.e2e.sweep;

import java.util.Arrays;
import java.util.Optional;

/** Where a VM stands while no operation is under way on it. */
enum Place {
  READY("ready_for_failover"),
  /** On a test destination. */
  TEST("failed_over_test"),
  /** On a destination that took the source's place. */
  LIVE("failed_over_live"),
  /** On its destination for good. */
  COMMITTED("completed"),
  /** In the middle of a test failover whose workflow an operator terminated. */
  MIXED(null);

  private final String status;

  Place(String status) {
    this.status = status;
  }

  /** What the context's {@code current_status} says; empty where an operation died. */
  static Optional<Place> ofStatus(String currentStatus) {
    return Arrays.stream(values()).filter(p -> currentStatus.equals(p.status)).findFirst();
  }
}
