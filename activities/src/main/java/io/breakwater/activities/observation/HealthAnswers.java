package io.breakwater.activities.observation;

import io.breakwater.activities.cloudstack.CsHost;
import io.breakwater.activities.cloudstack.CsMachine;
import io.breakwater.observation.HealthView;
import io.breakwater.observation.HealthView.Freshness;
import io.breakwater.observation.HealthView.HostState;
import io.breakwater.observation.HealthView.Owner;
import io.breakwater.observation.HealthView.Room;
import io.breakwater.observation.Observation;
import io.breakwater.observation.Told;
import io.breakwater.vm.MachineId;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The answers of a {@link HealthReader}, which come in while a VM is observed. */
record HealthAnswers(
    CompletableFuture<Told<CsMachine>> appliance,
    CompletableFuture<Told<Owner>> owner,
    CompletableFuture<Told<Boolean>> snapshots,
    CompletableFuture<Told<List<CsHost>>> hosts,
    CompletableFuture<Told<String>> daemon,
    CompletableFuture<Told<List<MachineId>>> namesakes) {
  private static final long MIB = 1L << 20;

  /** Waits for the answers and judges them by what was seen of the VM. */
  HealthView concerning(Observation seen, Freshness replication) {
    Told<List<CsHost>> told = Reads.get(hosts);
    return new HealthView(
        replication,
        Reads.get(owner),
        Reads.get(snapshots),
        told.then(all -> Told.of(room(all, seen))),
        Reads.get(appliance).then(machine -> told.then(all -> host(machine, all))),
        Reads.get(daemon),
        Reads.get(namesakes).then(all -> Told.of(strangers(all, seen))));
  }

  private static Room room(List<CsHost> all, Observation seen) {
    List<CsHost> hosts =
        all.stream()
            .filter(CsHost::takesMachines)
            .filter(host -> host.zoneId().equals(seen.site().zoneId()))
            .toList();
    long fitting =
        hosts.stream()
            .filter(host -> host.cpus() >= seen.vm().cpus())
            .filter(host -> host.freeMemoryBytes() >= seen.vm().memoryMb() * MIB)
            .count();
    return new Room(hosts.size(), (int) fitting);
  }

  private static Told<HostState> host(CsMachine appliance, List<CsHost> all) {
    if (appliance.hostId() == null) {
      return Told.unknown(
          "CloudStack shows no host of the appliance, which is " + appliance.rawState());
    }
    return all.stream()
        .filter(host -> host.id().equals(appliance.hostId()))
        .findFirst()
        .map(host -> Told.of(new HostState(host.name(), host.state(), host.resourceState())))
        .orElseGet(() -> Told.unknown("CloudStack does not list host " + appliance.hostId()));
  }

  private static List<MachineId> strangers(List<MachineId> named, Observation seen) {
    return named.stream().filter(id -> seen.machine(id).isEmpty()).toList();
  }
}
