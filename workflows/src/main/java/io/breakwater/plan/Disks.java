package io.breakwater.plan;

import io.breakwater.observation.ApplianceView;
import io.breakwater.observation.DiskView;
import io.breakwater.observation.MachineState;
import io.breakwater.observation.MachineView;
import io.breakwater.observation.Mapping;
import io.breakwater.observation.Observation;
import io.breakwater.observation.SnapshotView;
import io.breakwater.vm.OperationId;
import java.util.Comparator;
import java.util.Optional;

/** What plans ask of observed disks and machines. */
final class Disks {
  private Disks() {}

  static DiskRef ref(DiskView disk) {
    return new DiskRef(disk.id(), disk.volume());
  }

  static MachineRef ref(MachineView machine) {
    return new MachineRef(machine.id(), machine.mark());
  }

  /** The machine that the operation deployed, unless it is gone again. */
  static Optional<MachineView> destinationOf(Observation seen, OperationId operation) {
    return seen.machines().stream()
        .filter(m -> operation.equals(m.mark()) && m.state() != MachineState.ABSENT)
        .findFirst();
  }

  static boolean isMappedToAppliance(DiskView disk, ApplianceView appliance) {
    return disk.mapping().kind() == Mapping.Kind.APPLIANCE
        && disk.mapping().machine().equals(appliance.id());
  }

  /**
   * Whether something other than the replication may have written to the disk: because it is marked
   * so, or because it hangs on a machine that somebody started without marking it, as people and
   * the old system do.
   */
  static boolean isDirty(DiskView disk, Observation seen) {
    return disk.dirty()
        || seen.machines().stream()
            .filter(m -> disk.place().isOn(m.id()))
            .anyMatch(m -> m.state() == MachineState.RUNNING || m.mark() == null);
  }

  /** Whether the daemon holds a row that would be in the way of the next attach. */
  static boolean hasStaleMapping(DiskView disk) {
    return disk.mapping().kind() != Mapping.Kind.NONE;
  }

  /**
   * The snapshot a dirty disk can be reverted to: Ready, recorded, and taken when the replica held
   * what the next incremental replication builds on. The one of the operation that dirtied the disk
   * comes first.
   */
  static Optional<SnapshotView> usableSnapshot(DiskView disk) {
    return disk.snapshots().stream()
        .filter(s -> s.state() == SnapshotView.State.READY && s.recorded())
        .filter(s -> disk.baseline().equals(s.takenAt()))
        .max(
            Comparator.comparing(
                s -> disk.dirtiedBy() != null && disk.dirtiedBy().equals(s.madeBy())));
  }

  /** Whether the operation holds a snapshot of the disk that it can go back to. */
  static boolean isSnapshotted(DiskView disk, OperationId operation) {
    return disk.snapshots().stream()
        .anyMatch(
            s ->
                operation.equals(s.madeBy())
                    && s.recorded()
                    && s.state() == SnapshotView.State.READY);
  }

  /**
   * Whether the only snapshot of the disk is the one that the operation takes of it, complete but
   * not recorded, and of what the replica holds now.
   */
  static boolean isSnapshotToAdopt(DiskView disk, OperationId operation) {
    return disk.snapshots().size() == 1
        && disk.snapshots().stream()
            .filter(s -> s.state() == SnapshotView.State.READY && !s.recorded())
            .filter(s -> operation.equals(s.madeBy()))
            .filter(s -> s.name().equals(SnapshotNames.of(operation, disk.id())))
            .anyMatch(s -> disk.baseline().equals(s.takenAt()));
  }
}
