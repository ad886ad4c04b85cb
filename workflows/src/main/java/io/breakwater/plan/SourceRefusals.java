package io.breakwater.plan;

import io.breakwater.observation.Observation;
import io.breakwater.observation.SourceView;

/** What the source VM has against a live failover. */
final class SourceRefusals {
  private final Observation seen;
  private final PlanOptions options;
  private final Reasons reasons;

  SourceRefusals(Observation seen, PlanOptions options, Reasons reasons) {
    this.seen = seen;
    this.options = options;
    this.reasons = reasons;
  }

  void check() {
    if (options.unplanned()) {
      checkUnplanned();
      return;
    }
    SourceView source = seen.source();
    switch (source.power()) {
      case ON, OFF -> checkSync();
      case SUSPENDED ->
          reasons.add(
              "SOURCE_SUSPENDED",
              "the source is suspended (" + source.note() + "): to cut its power loses its memory",
              "resume it, or power it off in vCenter");
      case UNKNOWN, NOT_ASKED ->
          reasons.add(
              "SOURCE_UNKNOWN",
              "nobody can tell whether the source is on (" + source.note() + ")",
              "bring the VMA back, or declare the source site lost with unplanned and a reason");
    }
  }

  private void checkUnplanned() {
    if (seen.source().power() == SourceView.Power.ON) {
      reasons.add(
          "SOURCE_IS_ON",
          "the VMA says that the source is on (" + seen.source().note() + ")",
          "do a planned live failover: the source site is not lost");
    }
  }

  /** A sync writes to disks on the appliance; once they are held or moved there can be none. */
  private void checkSync() {
    boolean begun = options.operation().equals(seen.vm().heldBy());
    boolean synced = SourcePhase.isSynced(seen, options);
    if (begun && seen.source().onSinceSync()) {
      reasons.add(
          "SOURCE_WAS_ON",
          "the source is on, or was, since its final sync (" + seen.source().note() + ")",
          "roll back, which brings the disks home, then fail over again");
    } else if (begun && !synced && !options.skipFinalSync() && !isSyncLeftOut()) {
      reasons.add(
          "NOT_SYNCED",
          "the disks are held already and the source was not synced by this operation",
          "roll back, then fail over again");
    }
  }

  private boolean isSyncLeftOut() {
    return options.skippedSteps().contains("sync-source");
  }
}
