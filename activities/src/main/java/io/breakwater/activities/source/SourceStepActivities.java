package io.breakwater.activities.source;

import io.breakwater.activities.cloudstack.CloudStackConnections;
import io.breakwater.activities.frame.StepContext;
import io.breakwater.activities.frame.StepFailures;
import io.breakwater.activities.frame.StepFrame;
import io.breakwater.activities.replication.FinalSync;
import io.breakwater.activities.replication.SyncRequest;
import io.breakwater.activities.vma.PowerReading;
import io.breakwater.activities.vma.SourceMachine;
import io.breakwater.activities.vma.SourcePower;
import io.breakwater.inventory.Inventory;
import io.breakwater.inventory.context.ContextRow;
import io.breakwater.inventory.live.LiveFailoverRow;
import io.breakwater.inventory.live.LiveFailovers;
import io.breakwater.inventory.replication.ReplicationJob;
import io.breakwater.step.OperationRef;
import io.breakwater.step.SourceSteps;
import io.breakwater.step.StepCall;
import io.breakwater.step.StepResult;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The steps on the source VM. */
public final class SourceStepActivities implements SourceSteps {
  private final StepFrame frame;
  private final Inventory inventory;
  private final SourceSite site;
  private final SourcePower power;
  private final FinalSync sync;
  private final RunningDestinations destinations;
  private final Clock clock;

  public SourceStepActivities(
      StepFrame frame,
      Inventory inventory,
      CloudStackConnections connections,
      SourceSite site,
      SourcePower power,
      FinalSync sync,
      Clock clock) {
    this.frame = frame;
    this.inventory = inventory;
    this.site = site;
    this.power = power;
    this.sync = sync;
    this.destinations = new RunningDestinations(connections, inventory.machines());
    this.clock = clock;
  }

  @Override
  public StepResult powerOffSource(StepCall call) {
    return frame.run(call, this::off);
  }

  @Override
  public StepResult syncSource(StepCall call) {
    return frame.run(call, this::sync);
  }

  @Override
  public StepResult powerOnSource(StepCall call) {
    return frame.run(call, this::on);
  }

  private CompletionStage<StepResult> off(StepContext step) {
    OperationRef operation = step.operation();
    PowerReading before = site.power(operation.context());
    Optional<Instant> seenOff =
        inventory.liveFailovers().find(operation.id()).map(LiveFailoverRow::sourceOffAt);
    if (seenOff.filter(at -> SourceLook.isOffSince(before, at)).isPresent()) {
      // A replication that began since then is as good as one that would begin now.
      return CompletableFuture.completedFuture(
          StepResult.already("the source is still " + before.describe()));
    }
    return power
        .off(step, site.machine(operation.context()))
        .thenApply(
            result -> {
              inventory.liveFailovers().sourceOff(operation, clock.instant());
              return result;
            });
  }

  private CompletionStage<StepResult> sync(StepContext step) {
    OperationRef operation = step.operation();
    Instant offAt = sourceOffAt(operation);
    ContextRow row = site.row(operation.context());
    SourceMachine source = site.machine(operation.context());
    power.seenOff(source, null);
    SyncRequest request =
        SyncRequest.of(
            row,
            site.vma().discover(source, row.datacenter()),
            inventory.sites().of(operation.context()).id(),
            offAt);
    // A round before may have held it back already.
    inventory.contexts().letReplicate(operation);
    return sync.run(step, request)
        .thenApply(
            result -> {
              inventory.liveFailovers().synced(operation, completedJob(operation), clock.instant());
              return result;
            });
  }

  private Instant sourceOffAt(OperationRef operation) {
    LiveFailovers failovers = inventory.liveFailovers();
    return failovers
        .find(operation.id())
        .map(LiveFailoverRow::sourceOffAt)
        .orElseThrow(
            () ->
                StepFailures.precondition(
                    "sync "
                        + operation.vmName()
                        + ": nobody saw its source off for this operation. Power it off first."));
  }

  /** The sync ended well just now, so the newest job is its own or a later one that completed. */
  private String completedJob(OperationRef operation) {
    return inventory.replicationJobs().of(operation.context()).stream()
        .findFirst()
        .filter(ReplicationJob::isCompleted)
        .map(ReplicationJob::id)
        .orElseThrow(
            () ->
                StepFailures.precondition(
                    "another replication of "
                        + operation.vmName()
                        + " began right after the final sync. Wait for its end, then sync again."));
  }

  private CompletionStage<StepResult> on(StepContext step) {
    OperationRef operation = step.operation();
    SourceMachine source = site.machine(operation.context());
    return power.on(
        step, source, () -> destinations.refuse(operation, "power on " + source.describe()));
  }
}
