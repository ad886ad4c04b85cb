package io.breakwater.activities.source;

import io.breakwater.activities.vma.PowerReading;
import io.breakwater.activities.vma.PowerState;
import io.breakwater.activities.vma.VmaException;
import io.breakwater.inventory.credential.CredentialsUnavailable;
import io.breakwater.inventory.live.LiveFailoverRow;
import io.breakwater.inventory.live.LiveFailovers;
import io.breakwater.observation.SourceView;
import io.breakwater.observation.SourceView.Power;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.OperationId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The source as an observation sees it. A source that cannot be asked after is {@link
 * Power#UNKNOWN}: an observation must not fail because the source site is gone. Thread-safe.
 */
public final class SourceLook {
  /** vCenter's clock and this host's differ; a source that was on was so for longer than this. */
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

  private final SourceSite site;
  private final LiveFailovers failovers;

  public SourceLook(SourceSite site, LiveFailovers failovers) {
    this.site = site;
    this.failovers = failovers;
  }

  /** Asks the VMA now. */
  public SourceView of(ContextId context) {
    Optional<LiveFailoverRow> sync = failovers.newestSync(context);
    OperationId syncedBy = sync.map(LiveFailoverRow::operation).orElse(null);
    try {
      PowerReading reading = read(context);
      return new SourceView(
          power(reading.state()),
          "the VMA says " + reading.describe(),
          syncedBy,
          wasOn(reading, sync.map(LiveFailoverRow::finalSyncAt)));
    } catch (VmaException | CredentialsUnavailable | IllegalArgumentException e) {
      return new SourceView(Power.UNKNOWN, e.getMessage(), syncedBy, false);
    }
  }

  /** Asked twice: one lost answer is no reason to refuse a failover. */
  private PowerReading read(ContextId context) {
    try {
      return site.power(context);
    } catch (VmaException e) {
      if (!e.isRetryable()) {
        throw e;
      }
      return site.power(context);
    }
  }

  /** Whether it is off and its power did not change since, as far as vCenter tells. */
  static boolean isOffSince(PowerReading reading, Instant moment) {
    return reading.isOff()
        && reading.lastChange() != null
        && !reading.lastChange().isAfter(moment.plus(CLOCKS_DIFFER));
  }

  private static Power power(PowerState state) {
    return switch (state) {
      case ON -> Power.ON;
      case OFF -> Power.OFF;
      case SUSPENDED -> Power.SUSPENDED;
      case UNKNOWN -> Power.UNKNOWN;
    };
  }

  private static boolean wasOn(PowerReading reading, Optional<Instant> syncedAt) {
    return switch (reading.state()) {
      case ON -> true;
      case OFF ->
          reading.lastChange() != null
              && syncedAt.filter(at -> !isOffSince(reading, at)).isPresent();
      case SUSPENDED, UNKNOWN -> false;
    };
  }
}
