package io.breakwater.gateway.vms;

import io.breakwater.gateway.security.Permissions;
import io.breakwater.operation.OperationKind;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What can be started on a VM now; what makes no sense says why. */
final class Actions {
  private Actions() {}

  static List<Action> of(Standing vm) {
    return Stream.of(OperationKind.values()).map(kind -> action(kind, vm)).toList();
  }

  private static Action action(OperationKind kind, Standing vm) {
    String against = against(kind, vm);
    boolean live = vm.isLive();
    return new Action(
        kind,
        against == null,
        against,
        Permissions.roleFor(kind, live).wire(),
        needsTypedName(kind, live));
  }

  /** Whether it is live or destroys something that cannot be made again. */
  static boolean needsTypedName(OperationKind kind, boolean live) {
    return switch (kind) {
      case LIVE_FAILOVER, COMMIT -> true;
      case ROLLBACK, RECOVERY -> live;
      case TEST_FAILOVER, CLEANUP -> false;
    };
  }

  /** Why not; null when it makes sense. */
  private static String against(OperationKind kind, Standing vm) {
    if (vm.running() != null) {
      String title = vm.running().kind().title().toLowerCase(Locale.ROOT);
      return "a " + title + " is under way";
    }
    return switch (vm.state()) {
      case READY -> ofReady(kind);
      case TEST_RUNNING -> ofTest(kind);
      case LIVE -> ofLive(kind);
      case CLEANUP_REQUIRED -> ofCleanupRequired(kind, vm.liveData());
      case NOT_READY -> kind == OperationKind.RECOVERY ? null : "it has to be replicated first";
      case REPLICATING -> "a replication runs: wait for its end";
      case COMMITTED -> "its live failover is final";
      case UNDER_WAY -> "an operation is under way";
    };
  }

  private static String ofReady(OperationKind kind) {
    return switch (kind) {
      case TEST_FAILOVER, LIVE_FAILOVER, RECOVERY -> null;
      case CLEANUP, ROLLBACK -> "it is not failed over";
      case COMMIT -> "it is not failed over live";
    };
  }

  private static String ofTest(OperationKind kind) {
    return switch (kind) {
      case CLEANUP, ROLLBACK, RECOVERY -> null;
      case TEST_FAILOVER -> "a test runs already: clean it up first";
      case LIVE_FAILOVER -> "a test runs: clean it up first";
      case COMMIT -> "it is not failed over live";
    };
  }

  private static String ofLive(OperationKind kind) {
    return switch (kind) {
      case ROLLBACK, COMMIT -> null;
      case TEST_FAILOVER, LIVE_FAILOVER -> "it is failed over live";
      case CLEANUP, RECOVERY -> "it is failed over live: roll back, or commit";
    };
  }

  private static String ofCleanupRequired(OperationKind kind, boolean liveData) {
    return switch (kind) {
      case RECOVERY, CLEANUP ->
          liveData ? "its live destination was started: only a rollback brings it back" : null;
      case ROLLBACK -> null;
      case TEST_FAILOVER, LIVE_FAILOVER -> "it has to be brought back first";
      case COMMIT -> "it is not failed over live";
    };
  }

  /**
   * One kind of operation.
   *
   * @param reason why not; null when allowed
   * @param role the least that may
   */
  record Action(
      OperationKind kind, boolean allowed, String reason, String role, boolean needsTypedName) {}
}
