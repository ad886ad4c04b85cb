package io.breakwater.gateway.vms;

import io.breakwater.gateway.operation.Running;
import io.breakwater.inventory.context.ContextRow;
import io.breakwater.inventory.history.OperationRecord.State;
import io.breakwater.inventory.operation.OperatorWords;
import java.time.Duration;

/**
 * How a VM stands, by everything that is known of it.
 *
 * @param running the operation under way; null when none is known
 * @param blind whether Temporal could not tell what runs
 * @param liveData whether somebody may have worked on a live destination that was neither taken
 *     back nor made final
 * @param replicaAge since the last replication that completed; null when none did
 * @param lastSummary how the last operation ended; null when not known
 */
record Standing(
    ContextRow vm,
    Running running,
    boolean blind,
    boolean liveData,
    Duration replicaAge,
    String lastSummary) {
  private static final Duration OLD_REPLICA = Duration.ofHours(24);

  VmState state() {
    return running == null && !isPerhapsHeld() ? idle() : VmState.UNDER_WAY;
  }

  /** An operation keeps the VM for itself, and nobody can tell whether it is alive. */
  boolean isPerhapsHeld() {
    return blind && vm.hold() != null;
  }

  private VmState idle() {
    return switch (vm.status()) {
      case ready_for_failover -> VmState.READY;
      case failed_over_test -> VmState.TEST_RUNNING;
      case failed_over_live -> VmState.LIVE;
      case completed -> VmState.COMMITTED;
      case cleanup_required -> VmState.CLEANUP_REQUIRED;
      case replicating -> VmState.REPLICATING;
      case discovered, failed -> VmState.NOT_READY;
    };
  }

  /** Whether a rollback would discard what was written to a live destination. */
  boolean isLive() {
    return liveData || vm.status() == io.breakwater.vm.ContextStatus.failed_over_live;
  }

  /** What a person should look at; null when nothing. */
  Attention attention() {
    if (running != null) {
      return running.state() == State.AWAITING_OPERATOR
          ? Attention.critical(
              running.kind().title() + " holds and waits for a decision: open the operation")
          : null;
    }
    if (isPerhapsHeld()) {
      return Attention.warning("Temporal does not answer: how its operation stands is not known");
    }
    if (vm.hold() != null) {
      return Attention.critical(
          "an operation ended from outside before it was done: run a recovery");
    }
    return switch (idle()) {
      case CLEANUP_REQUIRED -> Attention.critical(cleanup());
      case NOT_READY -> Attention.warning(notReady());
      case READY, TEST_RUNNING -> ageing();
      case LIVE, COMMITTED, REPLICATING, UNDER_WAY -> null;
    };
  }

  private String cleanup() {
    String what = lastSummary == null ? "" : ": " + OperatorWords.plain(lastSummary);
    return "needs cleanup" + what;
  }

  private String notReady() {
    return vm.status() == io.breakwater.vm.ContextStatus.failed
        ? "the last replication failed: it cannot be failed over until one succeeds"
        : "it was never replicated";
  }

  private Attention ageing() {
    if (replicaAge == null) {
      return Attention.warning("no replication is known to have completed");
    }
    return replicaAge.compareTo(OLD_REPLICA) > 0
        ? Attention.warning("the replica is " + replicaAge.toHours() + " hours old")
        : null;
  }

  /** What a person should look at. */
  record Attention(String level, String text) {
    static Attention critical(String text) {
      return new Attention("critical", text);
    }

    static Attention warning(String text) {
      return new Attention("warning", text);
    }
  }
}
