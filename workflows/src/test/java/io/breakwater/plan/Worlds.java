package io.breakwater.plan;

import io.breakwater.observation.MachineState;
import io.breakwater.observation.Mapping;
import io.breakwater.observation.Place;
import io.breakwater.observation.ReplicationView;
import io.breakwater.observation.SnapshotView;
import io.breakwater.plan.Axes.ContextAxis;
import io.breakwater.plan.Axes.DiskAxes;
import io.breakwater.plan.Axes.OwnerAxis;
import io.breakwater.plan.Axes.PendingAxis;
import io.breakwater.plan.Axes.RootAxis;
import io.breakwater.plan.Axes.SnapshotAxis;
import io.breakwater.plan.Axes.VmAxis;
import io.breakwater.plan.ModelMachine.RootAt;
import io.breakwater.vm.ContextStatus;
import io.breakwater.vm.DiskId;
import io.breakwater.vm.MachineId;
import io.breakwater.vm.OperationId;
import io.breakwater.vm.SnapshotId;
import io.breakwater.vm.VolumeId;
import java.util.ArrayList;
import java.util.List;

/** Builds worlds: the one where all is well, and the one that a combination of axes describes. */
final class Worlds {
  static final MachineId DESTINATION = new MachineId("destination");

  private Worlds() {}

  /** A VM that is ready for failover. */
  static ModelWorld ready(int disks) {
    ModelWorld world = new ModelWorld();
    for (int i = 0; i < disks; i++) {
      ModelDisk disk = newDisk(i, Place.onAppliance(ModelWorld.APPLIANCE, i + 4));
      disk.mapping = Mapping.appliance(ModelWorld.APPLIANCE, ModelCloud.applianceLink(disk));
      disk.link = true;
      world.disks.add(disk);
    }
    return world;
  }

  private static ModelDisk newDisk(int index, Place place) {
    DiskId id = new DiskId("disk-" + (2000 + index));
    return new ModelDisk(id, new VolumeId("volume-" + index), place);
  }

  /** A VM whose test destination runs, brought up by the owner. */
  static ModelWorld failedOver(int disks, OwnerAxis owner) {
    List<DiskAxes> axes = new ArrayList<>();
    for (int i = 0; i < disks; i++) {
      // The daemon cannot map a second data disk of one VM.
      axes.add(
          new DiskAxes(
              Axes.PlaceAxis.DESTINATION,
              i < 2 ? Axes.MappingAxis.REMOTE_DESTINATION : Axes.MappingAxis.NONE,
              SnapshotAxis.READY_SAME_BASELINE,
              Axes.WriteAxis.DIRTY));
    }
    return of(
        new Combination(
            axes, VmAxis.RUNNING, PendingAxis.NO, RootAxis.GONE, owner, ContextAxis.FAILED_OVER));
  }

  static boolean mappedToAppliance(ModelDisk disk) {
    return disk.mapping.kind() == Mapping.Kind.APPLIANCE && disk.link;
  }

  /** Whether a ROOT of ours lies about that nobody will ever use. */
  static boolean leavesRoot(ModelMachine machine) {
    return machine.rootRecorded && machine.rootAt == RootAt.DETACHED;
  }

  static ModelWorld of(Combination state) {
    ModelWorld world = new ModelWorld();
    OperationId owner = operation(state.owner());
    addMachine(world, state);
    for (int i = 0; i < state.disks().size(); i++) {
      world.disks.add(disk(i, state.disks().get(i), owner));
      strain(world.disks.get(i), state.disks().get(i), state);
    }
    if (state.context() == ContextAxis.FAILED_OVER) {
      world.status = ContextStatus.failed_over_test;
      world.lastFailover = owner == null ? ModelWorld.EARLIER : owner;
    } else if (state.context() == ContextAxis.REPLICATING) {
      world.status = ContextStatus.replicating;
      world.replication = new ReplicationView("replication-9", true, true);
    }
    if (ModelWorld.THIS.equals(owner) && leavesUnrecorded(state)) {
      world.heldBy = owner;
    }
    addJob(world, state.pending());
    return world;
  }

  /** What an operation left in the middle of a snapshot it left under its hold. */
  private static boolean leavesUnrecorded(Combination state) {
    return state.disks().stream().anyMatch(d -> d.snapshot() == SnapshotAxis.READY_UNRECORDED);
  }

  private static OperationId operation(OwnerAxis owner) {
    return switch (owner) {
      case THIS_OPERATION -> ModelWorld.THIS;
      case EARLIER_OPERATION -> ModelWorld.EARLIER;
      case OLD_SYSTEM -> null;
    };
  }

  private static void addMachine(ModelWorld world, Combination state) {
    MachineState machineState =
        state.vm() == VmAxis.NONE ? MachineState.ABSENT : MachineState.valueOf(state.vm().name());
    if (state.vm() == VmAxis.NONE && state.root() == RootAxis.GONE) {
      return;
    }
    RootAt rootAt =
        switch (state.root()) {
          case ATTACHED, UNRECORDED_ATTACHED -> RootAt.ATTACHED;
          case DETACHED -> RootAt.DETACHED;
          case GONE, UNRECORDED_GONE -> RootAt.GONE;
        };
    ModelMachine machine =
        new ModelMachine(DESTINATION, operation(state.owner()), machineState, rootAt);
    machine.rootRecorded =
        state.root() != RootAxis.UNRECORDED_ATTACHED && state.root() != RootAxis.UNRECORDED_GONE;
    machine.protection =
        state.disks().stream().anyMatch(d -> d.place() == Axes.PlaceAxis.DESTINATION)
            && state.owner() != OwnerAxis.OLD_SYSTEM
            && state.vm() != VmAxis.DESTROYED;
    world.machines.add(machine);
  }

  private static ModelDisk disk(int index, DiskAxes axes, OperationId owner) {
    Place place =
        switch (axes.place()) {
          case APPLIANCE -> Place.onAppliance(ModelWorld.APPLIANCE, index + 4);
          case DESTINATION -> Place.onMachine(DESTINATION, index);
          case FOREIGN -> Place.onForeign(ModelWorld.FOREIGN, index + 1);
          case DETACHED -> Place.detached();
          case MISSING -> Place.missing();
        };
    ModelDisk disk = newDisk(index, place);
    disk.link =
        axes.place() == Axes.PlaceAxis.APPLIANCE
            && axes.mapping() != Axes.MappingAxis.APPLIANCE_UNLINKED;
    String kind = index == 0 ? "remote-vm-root-" : "remote-vm-";
    disk.mapping =
        switch (axes.mapping()) {
          case NONE -> Mapping.none();
          case APPLIANCE, APPLIANCE_UNLINKED ->
              Mapping.appliance(ModelWorld.APPLIANCE, ModelCloud.applianceLink(disk));
          case REMOTE_DESTINATION -> Mapping.remote(DESTINATION, kind + DESTINATION);
          case REMOTE_GONE -> Mapping.remote(new MachineId("gone-" + index), kind + "gone" + index);
        };
    snapshots(disk, axes.snapshot(), owner);
    // We flush before we take a snapshot, and nothing was replicated since.
    disk.flushed = disk.link && owner != null && disk.hasWayBack();
    return disk;
  }

  private static void strain(ModelDisk disk, DiskAxes axes, Combination state) {
    // What a person or the old system starts, nobody marks.
    boolean unmarked = state.vm() == VmAxis.RUNNING || state.owner() == OwnerAxis.OLD_SYSTEM;
    disk.stains = unmarked && disk.isAt(Place.Kind.MACHINE) ? ModelDisk.GUEST : 0;
    if (axes.write() == Axes.WriteAxis.CLEAN) {
      return;
    }
    boolean earlier = state.owner() != OwnerAxis.THIS_OPERATION;
    disk.markDirty(earlier ? ModelWorld.EARLIER : ModelWorld.THIS);
    disk.injected = axes.write() == Axes.WriteAxis.INJECTED;
    disk.started = axes.write() == Axes.WriteAxis.STARTED;
    disk.stains |= disk.injected ? ModelDisk.INJECTED : ModelDisk.GUEST;
    disk.stains |= disk.started && disk.id.isOs() ? ModelDisk.INJECTED : 0;
  }

  private static void snapshots(ModelDisk disk, SnapshotAxis axis, OperationId owner) {
    OperationId operation = owner == null ? ModelWorld.EARLIER : owner;
    String name = "bw-" + operation.value() + "-" + disk.id;
    ModelSnapshot good =
        new ModelSnapshot(
            new SnapshotId("snapshot-of-" + disk.id),
            owner == null ? "multi-test-failover-" + disk.id + "-1758553933" : name,
            SnapshotView.State.READY,
            owner,
            true,
            disk.baseline(),
            disk.content,
            0);
    switch (axis) {
      case NONE -> {}
      case READY_SAME_BASELINE -> disk.snapshots.add(good);
      case READY_MOVED_BASELINE -> disk.snapshots.add(older(good));
      case READY_UNRECORDED -> disk.snapshots.add(twin(good, SnapshotView.State.READY));
      case READY_UNKNOWN_BASELINE -> disk.snapshots.add(good.recordedAt(null));
      case ERROR -> disk.snapshots.add(twin(good, SnapshotView.State.ERROR));
      case TWO_OF_ONE_NAME -> {
        disk.snapshots.add(twin(good, SnapshotView.State.READY));
        disk.snapshots.add(good);
      }
    }
  }

  private static ModelSnapshot older(ModelSnapshot good) {
    return new ModelSnapshot(
        good.id(),
        good.name(),
        good.state(),
        good.madeBy(),
        true,
        ModelDisk.baseline(good.content() - 1),
        good.content() - 1,
        0);
  }

  private static ModelSnapshot twin(ModelSnapshot good, SnapshotView.State state) {
    SnapshotId id = new SnapshotId(good.id() + "-again");
    return new ModelSnapshot(
        id, good.name(), state, good.madeBy(), false, good.takenAt(), good.content(), 0);
  }

  private static void addJob(ModelWorld world, PendingAxis pending) {
    if (pending != PendingAxis.NO) {
      Step step = JobInFlight.plausible(world);
      boolean endsWell = pending == PendingAxis.ENDS_WELL;
      world.jobs.add(step == null ? ModelJob.somebodyElses() : ModelJob.of(step, endsWell));
    }
  }
}
