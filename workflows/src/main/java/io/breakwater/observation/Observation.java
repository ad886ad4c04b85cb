package io.breakwater.observation;

import io.breakwater.vm.DiskId;
import io.breakwater.vm.MachineId;
import io.breakwater.vm.OperationId;
import io.breakwater.vm.VolumeId;
import java.util.List;
import java.util.Optional;

/**
 * What CloudStack, the Volume Daemon, the database and the appliance said about one VM.
 *
 * <p>Every part but the health was answered properly: an endpoint that fails stops the observation,
 * so nothing in here is "absent" because somebody could not be asked.
 *
 * @param vm the context and its last known description
 * @param appliance the VM that holds the replicated disks
 * @param disks the protected disks, OS disk first, then by disk id
 * @param machines every CloudStack VM that bears our mark for this context, or that the old system
 *     recorded
 * @param pending jobs, daemon operations and injectors still at work on any of the above
 * @param replication whether the source of the disks is quiet
 * @param site what a destination would be made of
 * @param source the source VM; never null
 * @param health what a person wants to know besides; null when nobody looks
 */
public record Observation(
    ContextView vm,
    ApplianceView appliance,
    List<DiskView> disks,
    List<MachineView> machines,
    List<PendingWork> pending,
    ReplicationView replication,
    SiteView site,
    SourceView source,
    HealthView health) {

  public Observation {
    disks = List.copyOf(disks);
    machines = List.copyOf(machines);
    pending = List.copyOf(pending);
    source = source == null ? SourceView.notAsked() : source;
  }

  /** The same, with this health. */
  public Observation with(HealthView view) {
    return new Observation(
        vm, appliance, disks, machines, pending, replication, site, source, view);
  }

  /** The disk with this id. */
  public Optional<DiskView> disk(DiskId id) {
    return disks.stream().filter(d -> d.id().equals(id)).findFirst();
  }

  /** The machine with this id. */
  public Optional<MachineView> machine(MachineId id) {
    return machines.stream().filter(m -> m.id().equals(id)).findFirst();
  }

  /** The machine that this operation deployed. */
  public Optional<MachineView> machineOf(OperationId operation) {
    return machines.stream().filter(m -> operation.equals(m.mark())).findFirst();
  }

  /** Whether the volume holds a protected disk of this VM. */
  public boolean isProtected(VolumeId volume) {
    return disks.stream().anyMatch(d -> volume.equals(d.volume()));
  }
}
