package io.breakwater.activities.cloudstack;

import io.breakwater.activities.frame.StepFailures;
import io.breakwater.inventory.machine.MachineRow;
import io.breakwater.observation.MachineState;
import io.breakwater.plan.MachineRef;
import io.breakwater.step.OperationRef;
import io.breakwater.vm.MachineId;
import io.breakwater.vm.VolumeId;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Optional;

/** Which VMs are destinations of ours, and what may be done to them. */
final class Destinations {
  private final CloudStackConnections connections;
  private final CloudStackRecords records;

  Destinations(CloudStackConnections connections, CloudStackRecords records) {
    this.connections = connections;
    this.records = records;
  }

  /** What we recorded of the VM; empty for one of the old system. */
  Optional<MachineRow> row(MachineRef ref) {
    return ref.id() == null
        ? records.machines().find(ref.madeBy())
        : records.machines().find(ref.id());
  }

  MachineId resolve(MachineRef ref, String what) {
    return Optional.ofNullable(ref.id())
        .or(() -> row(ref).map(MachineRow::id))
        .orElseThrow(
            () ->
                StepFailures.precondition(
                    what
                        + ": operation "
                        + ref.madeBy()
                        + " has no destination on record. Observe again."));
  }

  Optional<CsMachine> find(MachineId id) {
    return connections.cloud().machine(id);
  }

  CsMachine require(MachineId id, String what) {
    return find(id)
        .orElseThrow(
            () ->
                StepFailures.precondition(
                    what + ": CloudStack lists no vm " + id + ". Observe again."));
  }

  /**
   * Ours: it bears the mark of an operation on this VM, or the old system recorded it as a
   * destination of this VM. Never the appliance.
   */
  void requireOurs(CsMachine machine, OperationRef operation, String what) {
    if (machine.id().equals(records.sites().of(operation.context()).appliance())) {
      throw StepFailures.precondition(what + ": it is the appliance. Leave it alone.");
    }
    boolean marked =
        machine.operationMark().isPresent()
            && machine.contextMark().filter(operation.context().value()::equals).isPresent();
    boolean recorded =
        machine.operationMark().isEmpty()
            && records.machines().destinations(operation.context()).stream()
                .anyMatch(destination -> destination.machine().equals(machine.id()));
    if (!marked && !recorded) {
      throw StepFailures.precondition(
          what
              + ": vm "
              + machine.name()
              + " bears no mark of an operation on "
              + operation.vmName()
              + " and is no recorded destination of it. Leave it alone.");
    }
  }

  void requireStopped(CsMachine machine, String what) {
    if (machine.state() != MachineState.STOPPED) {
      throw StepFailures.precondition(
          what
              + ": vm "
              + machine.name()
              + " is "
              + machine.rawState()
              + ", not Stopped. Observe again.");
    }
  }

  /** Nothing protected hangs on it, by a fresh list. */
  void requireNoProtected(MachineId id, String what) {
    for (CsVolume volume : connections.cloud().volumesOf(id)) {
      if (records.disks().isProtected(volume.id())) {
        throw StepFailures.precondition(
            what
                + ": protected volume "
                + volume.id()
                + " hangs on it at device "
                + volume.deviceId()
                + ". Detach it first.");
      }
    }
  }

  /** Nothing hangs on it but the recorded template ROOT, by a fresh list. */
  void requireOnlyTemplateRoot(MachineId id, Optional<MachineRow> row, String what) {
    requireNoProtected(id, what);
    VolumeId root = row.map(MachineRow::templateRoot).orElse(null);
    List<CsVolume> others =
        connections.cloud().volumesOf(id).stream()
            .filter(volume -> !volume.id().equals(root))
            .toList();
    if (!others.isEmpty()) {
      throw StepFailures.precondition(
          what
              + ": volume "
              + others.get(0).id()
              + " ("
              + others.get(0).name()
              + ") hangs on it and is not its recorded template root. Detach it by hand if it is"
              + " to be kept.");
    }
  }

  /** The recorded ROOT of a VM of ours. */
  VolumeId requireTemplateRoot(MachineRef ref, String what) {
    VolumeId root =
        row(ref)
            .map(MachineRow::templateRoot)
            .orElseThrow(
                () ->
                    StepFailures.precondition(
                        what + ": no template root is on record, so none may be touched."));
    if (records.disks().isProtected(root)) {
      throw StepFailures.precondition(
          what + ": volume " + root + " holds a protected disk. Leave it alone.");
    }
    return root;
  }

  static ApplicationFailure unexpectedState(CsMachine machine, String what) {
    return StepFailures.precondition(
        what + ": vm " + machine.name() + " is " + machine.rawState() + ". Observe again.");
  }
}
