package io.breakwater.plan;

import io.breakwater.observation.Observation;
import io.breakwater.observation.ReplicationView;

/** What the replication has against a failover: the replica has to be at rest and whole. */
final class ReplicationRefusals {
  private static final String REPLICATE =
      "run a replication, or skip validation if the replica is known to be whole";

  private final Observation seen;
  private final Goal goal;
  private final PlanOptions options;
  private final Reasons reasons;

  ReplicationRefusals(Observation seen, Goal goal, PlanOptions options, Reasons reasons) {
    this.seen = seen;
    this.goal = goal;
    this.options = options;
    this.reasons = reasons;
  }

  void check() {
    ReplicationView replication = seen.replication();
    if (replication.activeJob() != null) {
      reasons.add(
          "REPLICATION_RUNNING",
          "replication job " + replication.activeJob() + " writes to the disks",
          replication.isDead()
              ? "nothing runs it any more (" + replication.look().found() + "): run a recovery"
              : "wait for it or cancel it, then start again");
    }
    if (!replication.everCompleted()) {
      reasons.add(
          "NEVER_REPLICATED", "no replication of the VM ever completed", "replicate the VM first");
    }
    if (options.skipValidation()) {
      return;
    }
    if (!replication.lastSyncSucceeded()) {
      reasons.add(
          "SYNC_NOT_VERIFIED",
          "the newest change-tracking record does not say that the last sync succeeded",
          REPLICATE);
    } else if (replication.brokenOff() != null && !isToSync()) {
      reasons.add(
          "SYNC_NOT_VERIFIED",
          "the newest replication, job "
              + replication.brokenOff()
              + ", broke off: the disks may hold a mixture of two moments",
          REPLICATE);
    }
  }

  /** A final sync that is still to come makes them whole. */
  private boolean isToSync() {
    return goal == Goal.FAILED_OVER_LIVE && SourcePhase.isToSync(seen, options);
  }
}
