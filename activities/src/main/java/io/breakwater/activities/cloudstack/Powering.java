package io.breakwater.activities.cloudstack;

import io.breakwater.activities.frame.StepContext;
import io.breakwater.activities.frame.StepFailures;
import io.breakwater.observation.MachineState;
import io.breakwater.plan.DiskRef;
import io.breakwater.plan.Step;
import io.breakwater.step.OperationRef;
import io.breakwater.step.StepResult;
import io.breakwater.vm.MachineId;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Starts destinations, checks that they are up, and brings them back from Destroyed. */
final class Powering {
  private final CloudStackConnections connections;
  private final CloudStackRecords records;
  private final Destinations destinations;
  private final SourceGuard source;
  private final Ensuring ensuring;

  Powering(
      CloudStackConnections connections,
      CloudStackRecords records,
      Destinations destinations,
      SourceGuard source,
      Ensuring ensuring) {
    this.connections = connections;
    this.records = records;
    this.destinations = destinations;
    this.source = source;
    this.ensuring = ensuring;
  }

  CompletionStage<StepResult> start(StepContext step) {
    Step.StartMachine action = step.action(Step.StartMachine.class);
    OperationRef operation = step.operation();
    MachineId id = destinations.resolve(action.machine(), "start the destination");
    String what = "start vm " + id;
    return ensuring.run(
        step,
        Ensure.of(
            what,
            () -> running(step, id, action),
            job -> job.is("startVirtualMachine", id.value()),
            () -> {
              requireStartable(operation, id, action, what);
              markDirty(operation, id, action);
            },
            () -> connections.cloud().start(id)));
  }

  private Optional<String> running(StepContext step, MachineId id, Step.StartMachine action) {
    boolean running =
        destinations.find(id).filter(m -> m.state() == MachineState.RUNNING).isPresent();
    if (!running) {
      return Optional.empty();
    }
    if (!action.disks().stream().allMatch(disk -> source.isDirty(step.operation(), disk))) {
      // Somebody else started it: its guest writes all the same.
      step.confirm();
      markDirty(step.operation(), id, action);
      step.settled();
    }
    return Optional.of("vm " + id + " is Running");
  }

  private void markDirty(OperationRef operation, MachineId id, Step.StartMachine action) {
    action
        .disks()
        .forEach(disk -> records.disks().markDirty(operation, disk, "vm " + id + " started"));
  }

  private void requireStartable(
      OperationRef operation, MachineId id, Step.StartMachine action, String what) {
    CsMachine machine = destinations.require(id, what);
    destinations.requireOurs(machine, operation, what);
    switch (machine.state()) {
      case STOPPED, STARTING, RUNNING -> {}
      case STOPPING ->
          throw StepFailures.retryable(what + ": it is Stopping still.", "MachineBusy");
      default -> throw Destinations.unexpectedState(machine, what);
    }
    new TestNetworks(records)
        .require(operation, machine.nics().stream().map(CsMachine.Nic::network).toList(), what);
    for (DiskRef disk : action.disks()) {
      requireInPlace(disk, id, what);
    }
  }

  private void requireInPlace(DiskRef disk, MachineId id, String what) {
    CsVolume volume =
        connections
            .cloud()
            .volume(disk.volume())
            .orElseThrow(
                () ->
                    StepFailures.precondition(
                        what + ": CloudStack knows no volume " + disk.volume() + "."));
    if (!volume.isOn(id) || disk.disk().isOs() != (volume.deviceId() == 0)) {
      throw StepFailures.precondition(
          what
              + ": "
              + disk.disk()
              + " (volume "
              + disk.volume()
              + ") is on vm "
              + volume.machine()
              + " at device "
              + volume.deviceId()
              + ". Observe again.");
    }
  }

  CompletionStage<StepResult> check(StepContext step) {
    String what = "check the destination";
    MachineId id = destinations.resolve(step.action(Step.CheckMachine.class).machine(), what);
    return step.poll(
            "vm " + id + " to be Running with an address on each network",
            connections.timings().poll(),
            step.budget(),
            () -> up(id, what))
        .thenApply(StepResult::done);
  }

  private Optional<String> up(MachineId id, String what) {
    CsMachine machine = destinations.require(id, what);
    return switch (machine.state()) {
      case RUNNING ->
          machine.nics().stream().allMatch(nic -> nic.ip() != null)
              ? Optional.of(
                  "vm "
                      + id
                      + " is Running at "
                      + machine.nics().stream().map(CsMachine.Nic::ip).toList())
              : Optional.empty();
      case STARTING, MIGRATING -> Optional.empty();
      default -> throw Destinations.unexpectedState(machine, what);
    };
  }

  CompletionStage<StepResult> recover(StepContext step) {
    String what = "recover the destination";
    MachineId id = destinations.resolve(step.action(Step.RecoverMachine.class).machine(), what);
    CsMachine machine = destinations.require(id, what);
    if (machine.state() != MachineState.DESTROYED) {
      return Ensuring.completed(StepResult.already("vm " + id + " is " + machine.rawState()));
    }
    destinations.requireOurs(machine, step.operation(), what);
    step.confirm();
    connections.cloud().recover(id);
    return step.poll(
            "vm " + id + " to be Stopped",
            connections.timings().poll(),
            step.budget(),
            () ->
                destinations
                    .find(id)
                    .filter(seen -> seen.state() == MachineState.STOPPED)
                    .map(seen -> "vm " + id + " is Stopped again"))
        .thenApply(StepResult::done);
  }
}
