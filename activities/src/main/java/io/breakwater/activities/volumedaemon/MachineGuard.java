package io.breakwater.activities.volumedaemon;

import io.breakwater.activities.cloudstack.CloudStack;
import io.breakwater.activities.cloudstack.CsMachine;
import io.breakwater.activities.cloudstack.CsVolume;
import io.breakwater.activities.frame.StepFailures;
import io.breakwater.inventory.machine.MachineRow;
import io.breakwater.inventory.machine.Machines;
import io.breakwater.observation.MachineState;
import io.breakwater.plan.MachineRef;
import io.breakwater.step.OperationRef;
import io.breakwater.vm.MachineId;
import io.temporal.failure.ApplicationFailure;
import java.util.Optional;

/** What must hold of a destination right before a disk is put on it or taken off it. */
final class MachineGuard {
  private final Machines machines;

  MachineGuard(Machines machines) {
    this.machines = machines;
  }

  MachineId resolve(MachineRef machine, String what) {
    if (machine.id() != null) {
      return machine.id();
    }
    return machines
        .find(machine.madeBy())
        .map(MachineRow::id)
        .orElseThrow(
            () ->
                StepFailures.precondition(
                    what + ": operation " + machine.madeBy() + " has no machine on record."));
  }

  /**
   * Ours, stopped, guarded against a destroy, and device 0 free for the root; then records that a
   * protected volume goes to it.
   */
  void admit(
      CloudStack cloud, OperationRef operation, MachineId machine, boolean asRoot, String what) {
    CsMachine seen = stopped(cloud, machine, what);
    MachineRow row =
        machines
            .find(operation.id())
            .filter(r -> machine.equals(r.id()))
            .filter(r -> isMarkedBy(seen, operation))
            .orElseThrow(() -> notOurs(seen, what));
    if (seen.deleteProtectionKnown() && !seen.deleteProtection()) {
      throw StepFailures.precondition(
          what + ": delete protection of " + machine + " is off. Switch it on first.");
    }
    if (asRoot) {
      Optional<CsVolume> root =
          cloud.volumesOf(machine).stream().filter(v -> v.deviceId() == 0).findFirst();
      root.ifPresent(
          v -> {
            throw StepFailures.precondition(
                what + ": volume " + v.id() + " is still at device 0. Observe again.");
          });
    }
    machines.volumesAttached(row.operation());
  }

  /** Stopped, and ours or the old system's for this VM. */
  void release(CloudStack cloud, OperationRef operation, MachineId machine, String what) {
    CsMachine seen = stopped(cloud, machine, what);
    boolean ours =
        seen.contextMark().filter(operation.context().value()::equals).isPresent()
            || machines.find(machine).isPresent()
            || machines.destinations(operation.context()).stream()
                .anyMatch(d -> machine.equals(d.machine()));
    if (!ours) {
      throw notOurs(seen, what);
    }
  }

  private static CsMachine stopped(CloudStack cloud, MachineId machine, String what) {
    CsMachine seen =
        cloud
            .machine(machine)
            .orElseThrow(
                () ->
                    StepFailures.precondition(
                        what + ": CloudStack lists no machine " + machine + ". Observe again."));
    if (seen.state() != MachineState.STOPPED) {
      throw StepFailures.precondition(
          what + ": machine " + machine + " is " + seen.rawState() + ", not Stopped.");
    }
    return seen;
  }

  private static boolean isMarkedBy(CsMachine machine, OperationRef operation) {
    return machine.operationMark().filter(operation.id().value()::equals).isPresent();
  }

  private static ApplicationFailure notOurs(CsMachine machine, String what) {
    return StepFailures.precondition(
        what
            + ": machine "
            + machine.id()
            + " ("
            + machine.name()
            + ") is not on record as this VM's destination, or does not bear the mark. Leave it.");
  }
}
