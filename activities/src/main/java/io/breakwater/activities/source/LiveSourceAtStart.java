package io.breakwater.activities.source;

import io.breakwater.activities.frame.SourceAtStart;
import io.breakwater.activities.frame.StepFailures;
import io.breakwater.activities.vma.SourcePower;
import io.breakwater.inventory.Inventory;
import io.breakwater.inventory.live.LiveFailoverRow;
import io.breakwater.observation.SourceView;
import io.breakwater.observation.SourceView.Power;
import io.breakwater.operation.AuditWords;
import io.breakwater.plan.Step;
import io.breakwater.step.OperationActivities.AuditEntry;
import io.breakwater.step.OperationRef;
import java.time.Clock;
import java.util.Map;

/** Asks the VMA right before a live destination starts. Thread-safe. */
public final class LiveSourceAtStart implements SourceAtStart {
  private final Inventory inventory;
  private final SourceSite site;
  private final SourcePower power;
  private final SourceLook look;
  private final Clock clock;

  public LiveSourceAtStart(
      Inventory inventory, SourceSite site, SourcePower power, SourceLook look, Clock clock) {
    this.inventory = inventory;
    this.site = site;
    this.power = power;
    this.look = look;
    this.clock = clock;
  }

  @Override
  public void require(OperationRef operation, Step.StartMachine.SourceRule rule, String what) {
    switch (rule) {
      case ANY -> {}
      case OFF -> requireOff(operation, what);
      case NOT_SEEN_ON -> requireNotSeenOn(operation, what);
    }
  }

  private void requireOff(OperationRef operation, String what) {
    // Whether the last change that vCenter tells is steady between two reads is not known.
    power.seenOff(site.machine(operation.context()), null);
    boolean synced =
        inventory
            .liveFailovers()
            .newestSync(operation.context())
            .map(LiveFailoverRow::operation)
            .filter(operation.id()::equals)
            .isPresent();
    if (!synced
        && AuditWords.syncLeftOut().stream()
            .noneMatch(w -> inventory.audit().has(operation.id(), w))) {
      throw StepFailures.precondition(
          what
              + ": no final sync of this operation is recorded, and nobody gave it up. Roll back,"
              + " then fail over again.");
    }
  }

  /** The source site is declared lost; only its own word that the source runs counts. */
  private void requireNotSeenOn(OperationRef operation, String what) {
    SourceView seen = look.of(operation.context());
    if (seen.power() == Power.ON) {
      throw StepFailures.precondition(
          what
              + ": the source is on ("
              + seen.note()
              + "), so its site is not lost. Roll back, then do a planned live failover.");
    }
    inventory
        .audit()
        .record(
            operation,
            new AuditEntry(clock.instant(), "STARTED WITHOUT SEEING THE SOURCE OFF", null, null),
            Map.of("start", what, "source", seen.power().name(), "note", seen.note()));
  }
}
