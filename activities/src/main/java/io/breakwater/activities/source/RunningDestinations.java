package io.breakwater.activities.source;

import io.breakwater.activities.cloudstack.CloudStack;
import io.breakwater.activities.cloudstack.CloudStackConnections;
import io.breakwater.activities.cloudstack.CsMachine;
import io.breakwater.activities.frame.StepFailures;
import io.breakwater.inventory.machine.Destination;
import io.breakwater.inventory.machine.MachineRow;
import io.breakwater.inventory.machine.Machines;
import io.breakwater.observation.MachineState;
import io.breakwater.step.OperationRef;
import io.breakwater.vm.MachineId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Keeps a source off while a destination of its VM runs. */
final class RunningDestinations {
  private static final Set<MachineState> AT_REST =
      EnumSet.of(
          MachineState.STOPPED,
          MachineState.ERROR,
          MachineState.DESTROYED,
          MachineState.EXPUNGING,
          MachineState.ABSENT);

  private final CloudStackConnections connections;
  private final Machines machines;

  RunningDestinations(CloudStackConnections connections, Machines machines) {
    this.connections = connections;
    this.machines = machines;
  }

  /**
   * Returns when every destination of the VM is stopped or gone by CloudStack's word now: those
   * that bear our mark, those that we recorded and those of the old system.
   *
   * @throws io.temporal.failure.ApplicationFailure type {@code Precondition} when one is not
   */
  void refuse(OperationRef operation, String what) {
    List<CsMachine> running =
        destinations(operation).stream().filter(m -> !AT_REST.contains(m.state())).toList();
    if (!running.isEmpty()) {
      throw StepFailures.precondition(
          what
              + ": CloudStack has its destination "
              + running.stream()
                  .map(m -> m.name() + " (" + m.id() + ", " + m.rawState() + ")")
                  .distinct()
                  .collect(Collectors.joining(", "))
              + ". Both would run at the same time: stop or take back the destination first.");
    }
  }

  private List<CsMachine> destinations(OperationRef operation) {
    CloudStack cloud = connections.cloud();
    Set<MachineId> known =
        Stream.concat(
                machines.open(operation.context()).stream().map(MachineRow::id),
                machines.destinations(operation.context()).stream().map(Destination::machine))
            .filter(Objects::nonNull)
            .collect(Collectors.toUnmodifiableSet());
    List<CsMachine> found = new ArrayList<>(known.isEmpty() ? List.of() : cloud.machines(known));
    cloud.machinesLike(operation.vmName()).stream()
        .filter(m -> m.contextMark().filter(operation.context().value()::equals).isPresent())
        .forEach(found::add);
    return found;
  }
}
