package io.breakwater.plan;

import io.breakwater.observation.Observation;
import java.util.List;

/** What a live failover does with the source before it touches anything else. */
final class SourcePhase {
  private static final String POWER_OFF = "power-off-source";

  private final Observation seen;
  private final boolean planned;
  private final boolean synced;
  private final boolean skipSync;
  private final PlanBuilder plan;

  SourcePhase(Observation seen, Goal goal, PlanOptions options, PlanBuilder plan) {
    this.seen = seen;
    this.plan = plan;
    this.planned = goal == Goal.FAILED_OVER_LIVE && !options.unplanned();
    this.synced = isSynced(seen, options);
    this.skipSync = isSyncLeftOut(options);
  }

  /** Whether the operation itself synced the source, and it has been off since. */
  static boolean isSynced(Observation seen, PlanOptions options) {
    return options.operation().equals(seen.source().syncedBy()) && !seen.source().onSinceSync();
  }

  /** Whether the request or a person gave the final sync up. */
  static boolean isSyncLeftOut(PlanOptions options) {
    return options.skipFinalSync() || options.skippedSteps().contains(StepIds.SYNC_SOURCE);
  }

  /** Whether a live failover still has its final sync before it. */
  static boolean isToSync(Observation seen, PlanOptions options) {
    return !options.unplanned() && !isSynced(seen, options) && !isSyncLeftOut(options);
  }

  /** Whether the plan brings new data, so that nobody knows yet what the replica will hold. */
  boolean isToSync() {
    return planned && !synced && !skipSync;
  }

  /** Plans what is left of it; returns the steps after which the source writes no more. */
  List<String> quiet() {
    if (!planned || synced) {
      return List.of();
    }
    String vm = seen.vm().vmName();
    plan.add(
        POWER_OFF,
        StepName.SOURCE_POWER_OFF,
        "Power off the source of " + vm,
        new Step.PowerOffSource(),
        Budgets.SOURCE_POWER_OFF,
        List.of());
    if (skipSync) {
      plan.warn("no final sync: what the source wrote since the last replication is left behind");
      return List.of(POWER_OFF);
    }
    plan.add(
        StepIds.SYNC_SOURCE,
        StepName.FINAL_SYNC,
        "Replicate " + vm + " once more",
        new Step.SyncSource(),
        Budgets.FINAL_SYNC,
        List.of(POWER_OFF));
    return List.of(StepIds.SYNC_SOURCE);
  }
}
