package io.breakwater.activities.cloudstack;

import io.breakwater.activities.frame.SourceAtStart;
import io.breakwater.activities.frame.StepContext;
import io.breakwater.activities.frame.StepFailures;
import io.breakwater.observation.MachineState;
import io.breakwater.plan.DiskRef;
import io.breakwater.plan.Step;
import io.breakwater.step.OperationRef;
import io.breakwater.step.StepResult;
import io.breakwater.vm.MachineId;
import io.breakwater.vm.NetworkId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Starts destinations and brings them back from Destroyed. */
final class Powering {
  private final CloudStackConnections connections;
  private final CloudStackRecords records;
  private final Destinations destinations;
  private final SourceGuard replica;
  private final SourceAtStart source;
  private final Ensuring ensuring;

  Powering(
      CloudStackConnections connections,
      CloudStackRecords records,
      Destinations destinations,
      SourceGuard replica,
      SourceAtStart source,
      Ensuring ensuring) {
    this.connections = connections;
    this.records = records;
    this.destinations = destinations;
    this.replica = replica;
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
            () -> running(step, id, action, what),
            job -> job.is("startVirtualMachine", id.value()),
            () -> {
              requireStartable(operation, id, action, what);
              source.require(operation, action.source(), what);
              if (action.source().isLive()) {
                // Asking the source may have taken its time.
                step.confirm();
              }
              recordStart(operation, id, action);
            },
            () -> connections.cloud().start(id)));
  }

  private Optional<String> running(
      StepContext step, MachineId id, Step.StartMachine action, String what) {
    boolean running =
        destinations.find(id).filter(m -> m.state() == MachineState.RUNNING).isPresent();
    if (!running) {
      return Optional.empty();
    }
    if (!isStartRecorded(step.operation(), action)) {
      // Somebody else started it: its guest writes all the same, and the source must be off.
      step.confirm();
      recordStart(step.operation(), id, action);
      step.settled();
      source.require(step.operation(), action.source(), what + ", which is Running already");
    }
    return Optional.of("vm " + id + " is Running");
  }

  private boolean isStartRecorded(OperationRef operation, Step.StartMachine action) {
    boolean submitted =
        !action.source().isLive()
            || records
                .liveFailovers()
                .find(operation.id())
                .filter(row -> row.startSubmittedAt() != null)
                .isPresent();
    return submitted && action.disks().stream().allMatch(d -> replica.isDirty(operation, d));
  }

  /** From here on a live destination may hold data of its own. */
  private void recordStart(OperationRef operation, MachineId id, Step.StartMachine action) {
    action
        .disks()
        .forEach(disk -> records.disks().markStarted(operation, disk, "vm " + id + " started"));
    if (action.source().isLive()) {
      records.liveFailovers().startSubmitted(operation);
    }
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
    boolean live = action.source().isLive();
    requireKind(machine, live, what);
    List<NetworkId> networks = machine.nics().stream().map(CsMachine.Nic::network).toList();
    new DestinationNetworks(records).require(operation, networks, live, what);
    for (DiskRef disk : action.disks()) {
      requireInPlace(disk, id, what);
    }
  }

  /** A VM that was deployed for a test never takes the source's place, nor the reverse. */
  private static void requireKind(CsMachine machine, boolean live, String what) {
    if (machine.isLive() != live) {
      throw StepFailures.precondition(
          what
              + ": vm "
              + machine.name()
              + " was deployed for a "
              + (machine.isLive() ? "live failover" : "test")
              + ". Observe again.");
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
