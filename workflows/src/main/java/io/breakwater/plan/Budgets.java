package io.breakwater.plan;

import io.breakwater.vm.BootCheck;
import java.time.Duration;

/** How long steps may take, counted from submission; the figures are those the old system used. */
final class Budgets {
  static final Duration DATABASE = Duration.ofMinutes(1);
  static final Duration FLUSH = Duration.ofMinutes(1);
  static final Duration SNAPSHOT = Duration.ofMinutes(5);
  static final Duration REVERT = Duration.ofMinutes(5);
  static final Duration SNAPSHOT_DELETE = Duration.ofMinutes(3);
  static final Duration INJECTION = Duration.ofMinutes(30);
  static final Duration CREATE = Duration.ofMinutes(5);
  static final Duration START = Duration.ofMinutes(2);
  static final Duration STOP = Duration.ofMinutes(2);
  static final Duration CHECK = Duration.ofMinutes(1);
  static final Duration DELETE = Duration.ofMinutes(3);
  static final Duration UPDATE = Duration.ofMinutes(1);
  static final Duration ATTACH = Duration.ofMinutes(5);
  static final Duration DETACH = Duration.ofMinutes(3);

  /** Graceful for 5 minutes, forced for 2, and reading back. */
  static final Duration SOURCE_POWER_OFF = Duration.ofMinutes(8);

  /** Longer than the 30 minutes after which the sync itself gives a reason. */
  static final Duration FINAL_SYNC = Duration.ofMinutes(32);

  static final Duration SOURCE_POWER_ON = Duration.ofMinutes(4);

  private Budgets() {}

  /** Longer than the check's own limit, at which it ends with an outcome. */
  static Duration guestCheck(BootCheck check) {
    return Duration.ofSeconds(check.withinSeconds()).plus(CHECK);
  }
}
