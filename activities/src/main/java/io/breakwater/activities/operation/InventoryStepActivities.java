package io.breakwater.activities.operation;

import io.breakwater.activities.cloudstack.CloudStackConnections;
import io.breakwater.activities.cloudstack.CsMachine;
import io.breakwater.activities.cloudstack.CsVolume;
import io.breakwater.activities.frame.StepContext;
import io.breakwater.activities.frame.StepFailures;
import io.breakwater.activities.frame.StepFrame;
import io.breakwater.activities.volumedaemon.LiveOperations;
import io.breakwater.inventory.Inventory;
import io.breakwater.inventory.context.ReplicationActive;
import io.breakwater.inventory.disk.DiskRow;
import io.breakwater.inventory.failover.FailoverStatus;
import io.breakwater.inventory.machine.MachineRow;
import io.breakwater.observation.MachineState;
import io.breakwater.plan.MachineRef;
import io.breakwater.plan.Step;
import io.breakwater.step.InventorySteps;
import io.breakwater.step.OperationRef;
import io.breakwater.step.StepCall;
import io.breakwater.step.StepResult;
import io.breakwater.vm.ContextStatus;
import io.breakwater.vm.MachineId;
import io.breakwater.vm.VolumeId;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** Steps that record in the database what the steps before made true. */
public final class InventoryStepActivities implements InventorySteps {
  private static final Duration DAEMON_TICK = Duration.ofMillis(500);

  private final StepFrame frame;
  private final Inventory inventory;
  private final CloudStackConnections connections;
  private final LiveOperations operations;
  private final Ladder ladder;

  public InventoryStepActivities(
      StepFrame frame,
      Inventory inventory,
      CloudStackConnections connections,
      LiveOperations operations,
      Ladder ladder) {
    this.frame = frame;
    this.inventory = inventory;
    this.connections = connections;
    this.operations = operations;
    this.ladder = ladder;
  }

  @Override
  public StepResult holdReplication(StepCall call) {
    return frame.run(call, step -> CompletableFuture.completedFuture(hold(step)));
  }

  @Override
  public StepResult recordFailedOver(StepCall call) {
    return frame.run(call, step -> daemonDone(step).thenApply(ignored -> failedOver(step)));
  }

  @Override
  public StepResult recordReady(StepCall call) {
    return frame.run(call, step -> CompletableFuture.completedFuture(ready(step)));
  }

  @Override
  public StepResult recordCommitted(StepCall call) {
    return frame.run(call, step -> CompletableFuture.completedFuture(committed(step)));
  }

  private StepResult hold(StepContext step) {
    step.confirm();
    try {
      ContextStatus before = inventory.contexts().hold(step.operation());
      ladder.climbCleanup(step.operation(), FailoverStatus.cleaning_up);
      return StepResult.done("was " + before + "; the scheduler stays away");
    } catch (ReplicationActive active) {
      throw StepFailures.precondition(active.getMessage());
    }
  }

  /**
   * The steps before believed CloudStack; the books close only when the daemon has closed its own.
   */
  private CompletionStage<Boolean> daemonDone(StepContext step) {
    Set<VolumeId> volumes =
        inventory.disks().of(step.operation().context()).stream()
            .map(DiskRow::volume)
            .filter(Objects::nonNull)
            .collect(Collectors.toUnmodifiableSet());
    return step.poll(
        "the Volume Daemon to end its operations",
        DAEMON_TICK,
        step.budget(),
        () ->
            operations.live().stream().noneMatch(o -> volumes.contains(o.volume()))
                ? Optional.of(true)
                : Optional.empty());
  }

  private StepResult failedOver(StepContext step) {
    OperationRef operation = step.operation();
    Step.RecordFailedOver action = step.action(Step.RecordFailedOver.class);
    MachineId machine = idOf(action.machine());
    refuseStrays(
        marked(operation).stream()
            .filter(m -> !m.id().equals(machine))
            .filter(m -> m.operationMark().filter(operation.id().value()::equals).isPresent())
            .toList());
    step.confirm();
    inventory.failoverJobs().destination(operation.id(), machine);
    inventory.failoverJobs().climb(operation.id(), FailoverStatus.completed);
    inventory
        .contexts()
        .setStatus(
            operation.context(),
            action.live() ? ContextStatus.failed_over_live : ContextStatus.failed_over_test);
    return StepResult.done("failed over " + (action.live() ? "live " : "") + "to VM " + machine);
  }

  private StepResult ready(StepContext step) {
    OperationRef operation = step.operation();
    refuseStrays(marked(operation));
    step.confirm();
    inventory.machines().open(operation.context()).stream()
        .map(MachineRow::operation)
        .forEach(inventory.machines()::gone);
    inventory.snapshots().forgetAll(operation.context());
    ladder.climbCleanup(operation, FailoverStatus.cleanup_completed);
    inventory.liveFailovers().takenBack(operation.context());
    inventory.contexts().clearCurrentJob(operation.context());
    inventory.contexts().setStatus(operation.context(), ContextStatus.ready_for_failover);
    return StepResult.done("ready for failover");
  }

  private StepResult committed(StepContext step) {
    OperationRef operation = step.operation();
    MachineId machine = idOf(step.action(Step.RecordCommitted.class).machine());
    refuseScattered(operation, machine);
    step.confirm();
    inventory.snapshots().forgetAll(operation.context());
    inventory.commits().commit(operation);
    return StepResult.done("VM " + machine + " keeps the disks; nothing leads back any more");
  }

  /** Nobody looks after the disks from now on, so each must be where it is to stay. */
  private void refuseScattered(OperationRef operation, MachineId machine) {
    Set<VolumeId> there =
        connections.cloud().volumesOf(machine).stream()
            .map(CsVolume::id)
            .collect(Collectors.toUnmodifiableSet());
    List<DiskRow> elsewhere =
        inventory.disks().of(operation.context()).stream()
            .filter(disk -> disk.volume() != null && !there.contains(disk.volume()))
            .toList();
    if (!elsewhere.isEmpty()) {
      throw StepFailures.precondition(
          "make the live failover of "
              + operation.vmName()
              + " final: VM "
              + machine
              + " does not hold "
              + elsewhere.stream()
                  .map(disk -> disk.id() + " (volume " + disk.volume() + ")")
                  .collect(Collectors.joining(", ")));
    }
  }

  private MachineId idOf(MachineRef machine) {
    if (machine.id() != null) {
      return machine.id();
    }
    return inventory
        .machines()
        .find(machine.madeBy())
        .map(MachineRow::id)
        .orElseThrow(
            () ->
                StepFailures.precondition(
                    "operation " + machine.madeBy() + " recorded no destination VM"));
  }

  /** Every VM that bears our mark for this VM; a lost answer may have made one nobody recorded. */
  private List<CsMachine> marked(OperationRef operation) {
    return connections.cloud().machinesLike(operation.vmName()).stream()
        .filter(m -> m.state() != MachineState.ABSENT)
        .filter(m -> m.contextMark().filter(operation.context().value()::equals).isPresent())
        .toList();
  }

  private static void refuseStrays(List<CsMachine> strays) {
    if (!strays.isEmpty()) {
      throw StepFailures.precondition(
          "CloudStack still has "
              + strays.stream()
                  .map(m -> m.name() + " (" + m.id() + ", " + m.rawState() + ")")
                  .collect(Collectors.joining(", "))
              + ", which bears the mark of this VM: it is planned for anew");
    }
  }
}
