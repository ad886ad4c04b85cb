package io.breakwater.plan;

import io.breakwater.observation.DiskView;
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
    boolean begun = hasBegun();
    boolean synced = SourcePhase.isSynced(seen, options);
    if (begun && seen.source().onSinceSync()) {
      reasons.add(
          "SOURCE_WAS_ON",
          "the source is on, or was, since its final sync (" + seen.source().note() + ")",
          "roll back, which brings the disks home, then fail over again");
    } else if (begun && !synced && !SourcePhase.isSyncLeftOut(options)) {
      reasons.add(
          "NOT_SYNCED",
          "the disks were held or moved already and this operation did not sync the source",
          "roll back, then fail over again");
    }
  }

  private boolean hasBegun() {
    return options.operation().equals(seen.vm().heldBy())
        || Disks.destinationOf(seen, options.operation()).isPresent()
        || seen.disks().stream().anyMatch(d -> isTouched(d, seen));
  }

  private static boolean isTouched(DiskView disk, Observation seen) {
    return disk.dirty()
        || !disk.snapshots().isEmpty()
        || !Disks.isMappedToAppliance(disk, seen.appliance())
        || !disk.deviceLink();
  }
}
