package io.breakwater.activities.observation;

import io.breakwater.activities.cloudstack.CsJob;
import io.breakwater.activities.volumedaemon.DaemonOperation;
import io.breakwater.observation.DiskView;
import io.breakwater.observation.MachineView;
import io.breakwater.observation.MachineView.AttachedVolume;
import io.breakwater.observation.PendingWork;
import io.breakwater.observation.PendingWork.Kind;
import io.breakwater.vm.MachineId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Finds what is still at work on a VM's disks and machines. */
final class PendingReader {
  private final Systems systems;

  PendingReader(Systems systems) {
    this.systems = systems;
  }

  /** Everything under way at the endpoints, whoever it concerns. */
  record UnderWay(List<DaemonOperation> operations, List<CsJob> jobs) {}

  UnderWay read() {
    // The daemon first: its operation outlives the job it submits.
    return new UnderWay(systems.operations().live(), systems.pendingJobs());
  }

  List<PendingWork> concerning(
      UnderWay underWay, MachineId appliance, List<MachineView> machines, List<DiskView> disks) {
    Set<String> ids = idsOf(appliance, machines, disks);
    List<PendingWork> work = new ArrayList<>();
    underWay.jobs().stream()
        .filter(j -> ids.contains(j.instanceId().toLowerCase(Locale.ROOT)))
        .map(
            j ->
                new PendingWork(
                    Kind.CLOUDSTACK_JOB,
                    j.id(),
                    j.command() + " on " + j.instanceType() + " " + j.instanceId()))
        .forEach(work::add);
    underWay.operations().stream()
        .filter(o -> o.volume() != null)
        .filter(o -> ids.contains(o.volume().value().toLowerCase(Locale.ROOT)))
        .map(o -> new PendingWork(Kind.DAEMON_OPERATION, o.id(), o.describe()))
        .forEach(work::add);
    disks.stream()
        .filter(d -> d.volume() != null && systems.injectors().alive(d.volume()))
        .map(
            d ->
                new PendingWork(
                    Kind.INJECTOR, d.volume().value(), "driver injection into " + d.id()))
        .forEach(work::add);
    disks.forEach(disk -> work.addAll(others(disk)));
    return work;
  }

  /**
   * A replication is no open end of its own: its job stands in the books. Where the daemon has the
   * disk by its mode says nothing: the old system's failover sets it before it moves a disk.
   */
  private List<PendingWork> others(DiskView disk) {
    String device = disk.mapping().devicePath();
    if (device == null || !systems.links().present(device)) {
      return List.of();
    }
    return systems.users().of(device).others().stream()
        .map(
            user ->
                new PendingWork(Kind.OTHER_PROCESS, device, user.describe() + " on " + disk.id()))
        .toList();
  }

  private static Set<String> idsOf(
      MachineId appliance, List<MachineView> machines, List<DiskView> disks) {
    Set<String> ids = new HashSet<>();
    ids.add(appliance.value().toLowerCase(Locale.ROOT));
    for (MachineView machine : machines) {
      ids.add(machine.id().value().toLowerCase(Locale.ROOT));
      if (machine.templateRoot() != null) {
        ids.add(machine.templateRoot().value().toLowerCase(Locale.ROOT));
      }
      machine.volumes().stream()
          .map(AttachedVolume::id)
          .forEach(v -> ids.add(v.value().toLowerCase(Locale.ROOT)));
    }
    for (DiskView disk : disks) {
      if (disk.volume() != null) {
        ids.add(disk.volume().value().toLowerCase(Locale.ROOT));
      }
      disk.snapshots().forEach(s -> ids.add(s.id().value().toLowerCase(Locale.ROOT)));
    }
    return ids;
  }
}
