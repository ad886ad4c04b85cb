package io.breakwater.activities.volumedaemon;

import io.breakwater.activities.await.JobWatcher;
import io.breakwater.activities.cloudstack.CloudStack;
import io.breakwater.activities.cloudstack.CloudStackConnections;
import io.breakwater.activities.frame.StepContext;
import io.breakwater.activities.frame.StepFailures;
import io.breakwater.activities.frame.StepFrame;
import io.breakwater.inventory.Inventory;
import io.breakwater.plan.DiskRef;
import io.breakwater.plan.MachineRef;
import io.breakwater.plan.Step;
import io.breakwater.step.OperationRef;
import io.breakwater.step.StepCall;
import io.breakwater.step.StepResult;
import io.breakwater.step.VolumeDaemonSteps;
import io.breakwater.vm.MachineId;
import java.util.function.Function;

/** The steps that the Volume Daemon carries out. */
public final class VolumeDaemonStepActivities implements VolumeDaemonSteps {
  private final StepFrame frame;
  private final VolumeDaemon daemon;
  private final CloudStackConnections connections;
  private final Inventory inventory;
  private final ApplianceLook appliance;
  private final DaemonSteps steps;
  private final MachineGuard guard;

  /**
   * The steps.
   *
   * @param operations of the same daemon; also what {@code watcher} asks
   */
  public VolumeDaemonStepActivities(
      StepFrame frame,
      VolumeDaemon daemon,
      LiveOperations operations,
      JobWatcher watcher,
      CloudStackConnections connections,
      Inventory inventory,
      ApplianceLook appliance) {
    this.frame = frame;
    this.daemon = daemon;
    this.connections = connections;
    this.inventory = inventory;
    this.appliance = appliance;
    this.steps = new DaemonSteps(operations, watcher, connections);
    this.guard = new MachineGuard(inventory.machines());
  }

  @Override
  public StepResult detachFromAppliance(StepCall call) {
    return run(call, this::detachFromAppliance);
  }

  @Override
  public StepResult attachAsRoot(StepCall call) {
    return run(
        call,
        step -> {
          Step.AttachAsRoot action = step.action(Step.AttachAsRoot.class);
          return attachToMachine(step, action.disk(), action.machine(), true);
        });
  }

  @Override
  public StepResult attachData(StepCall call) {
    return run(
        call,
        step -> {
          Step.AttachData action = step.action(Step.AttachData.class);
          return attachToMachine(step, action.disk(), action.machine(), false);
        });
  }

  @Override
  public StepResult detachFromMachine(StepCall call) {
    return run(call, this::detachFromMachine);
  }

  @Override
  public StepResult attachToAppliance(StepCall call) {
    return run(call, this::attachToAppliance);
  }

  private DaemonMove detachFromAppliance(StepContext step) {
    Step.DetachFromAppliance action = step.action(Step.DetachFromAppliance.class);
    String from = "the appliance " + action.appliance();
    return new Detach(
        daemon,
        action.disk(),
        action.appliance(),
        from,
        false,
        volume -> {
          String what = "detach " + Places.name(action.disk()) + " from " + from;
          Places.requireReady(volume, what);
          requireQuietSource(step.operation(), what);
          requireNoInjection(action.disk(), what);
        });
  }

  private DaemonMove attachToMachine(
      StepContext step, DiskRef disk, MachineRef machine, boolean asRoot) {
    String what = "attach " + Places.name(disk);
    MachineId id = guard.resolve(machine, what);
    return new AttachToMachine(
        daemon,
        disk,
        id,
        asRoot,
        volume -> guard.admit(cloud(), step.operation(), id, asRoot, what + " to " + id));
  }

  private DaemonMove detachFromMachine(StepContext step) {
    Step.DetachFromMachine action = step.action(Step.DetachFromMachine.class);
    String what = "detach " + Places.name(action.disk());
    MachineId machine = guard.resolve(action.machine(), what);
    return new Detach(
        daemon,
        action.disk(),
        machine,
        "machine " + machine,
        true,
        volume -> {
          guard.release(cloud(), step.operation(), machine, what + " from " + machine);
          if (action.machine().madeBy() == null) {
            markRanUnderOldSystem(step.operation(), action.disk());
          }
        });
  }

  /** The old system keeps no marks, and a VM that it failed over certainly ran. */
  private void markRanUnderOldSystem(OperationRef operation, DiskRef disk) {
    boolean marked =
        inventory.disks().dirty(operation.context()).stream()
            .anyMatch(mark -> mark.volume().equals(disk.volume()));
    if (!marked) {
      inventory.disks().markDirty(operation, disk, "was on a destination of the old system");
    }
  }

  private DaemonMove attachToAppliance(StepContext step) {
    Step.AttachToAppliance action = step.action(Step.AttachToAppliance.class);
    return new AttachToAppliance(
        daemon,
        appliance.links(),
        appliance.linkWait(),
        action,
        () -> requireClean(step.operation(), action.disk()));
  }

  /** Invariant 4: the replication must not go on writing over what something else wrote. */
  private void requireClean(OperationRef operation, DiskRef disk) {
    inventory.disks().dirty(operation.context()).stream()
        .filter(mark -> mark.volume().equals(disk.volume()))
        .findFirst()
        .ifPresent(
            mark -> {
              throw StepFailures.precondition(
                  "attach "
                      + Places.name(disk)
                      + " to the appliance: it is dirty since "
                      + mark.since()
                      + " ("
                      + mark.why()
                      + "). Revert it to its snapshot first.");
            });
  }

  /** Invariant 12. */
  private void requireQuietSource(OperationRef operation, String what) {
    inventory
        .replications()
        .activeJob(operation.context())
        .ifPresent(
            job -> {
              throw StepFailures.precondition(
                  what + ": replication job " + job + " is under way. Wait until it ended.");
            });
  }

  private void requireNoInjection(DiskRef disk, String what) {
    if (appliance.injectorAlive().test(disk.volume())) {
      throw StepFailures.precondition(
          what + ": driver injection still writes to it. Wait for it or end it.");
    }
  }

  private StepResult run(StepCall call, Function<StepContext, DaemonMove> move) {
    return frame.run(call, step -> steps.run(step, move.apply(step)));
  }

  private CloudStack cloud() {
    return connections.cloud();
  }
}
