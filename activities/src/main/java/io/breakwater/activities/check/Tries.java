package io.breakwater.activities.check;

import io.breakwater.activities.cloudstack.CloudStackConnections;
import io.breakwater.activities.cloudstack.CloudStackException;
import io.breakwater.activities.cloudstack.CsMachine;
import io.breakwater.observation.MachineState;
import io.breakwater.vm.MachineId;
import java.util.Optional;

/** Try after try of one check, at the address that CloudStack lists for the machine. */
final class Tries {
  private final CloudStackConnections connections;
  private final MachineId machine;
  private final Probe probe;
  private String address;
  private volatile String last;
  private volatile String unreachable = "it was not tried";

  Tries(CloudStackConnections connections, MachineId machine, Probe probe) {
    this.connections = connections;
    this.machine = machine;
    this.probe = probe;
  }

  /** A try that passed; empty for one that did not, or is under way. */
  Optional<Tried> next() {
    if (address == null) {
      address = read();
    }
    if (address == null) {
      return Optional.empty();
    }
    Optional<Tried> tried = probe.look(address);
    tried.ifPresent(found -> last = found.detail());
    return tried.filter(Tried::passed);
  }

  /** What the last try that ended found, else why none did. */
  String last() {
    return Optional.ofNullable(last).or(probe::underWay).orElse(unreachable);
  }

  private String read() {
    try {
      Optional<CsMachine> seen = connections.cloud().machine(machine);
      Optional<String> found =
          seen.filter(m -> m.state() == MachineState.RUNNING)
              .flatMap(m -> m.nics().stream().findFirst())
              .map(CsMachine.Nic::ip);
      if (found.isEmpty()) {
        unreachable =
            "CloudStack lists no address of vm "
                + machine
                + " ("
                + seen.map(CsMachine::rawState).orElse("absent")
                + ")";
      }
      return found.orElse(null);
    } catch (CloudStackException e) {
      unreachable = e.getMessage();
      return null;
    }
  }
}
