package io.breakwater.plan;

import io.breakwater.observation.MachineState;
import io.breakwater.observation.ReplicationView;
import io.breakwater.observation.SnapshotView;
import io.breakwater.vm.ContextStatus;
import io.breakwater.vm.MachineId;
import io.breakwater.vm.SnapshotId;
import java.util.List;

/** What one step does to the world, with and without the own records written after the effect. */
final class StepEffects {
  private final ModelWorld world;
  private final ModelCloud cloud;

  StepEffects(ModelWorld world) {
    this.world = world;
    this.cloud = new ModelCloud(world);
  }

  /** The marks that a step writes before it asks anybody for anything. */
  void announce(Step step) {
    if (step instanceof Step.InjectDrivers inject) {
      world.disk(inject.disk()).markDirty(ModelWorld.THIS);
    } else if (step instanceof Step.StartMachine start) {
      start.disks().forEach(ref -> world.disk(ref).markStarted(ModelWorld.THIS));
      world.liveStartedBy = start.source().isLive() ? ModelWorld.THIS : world.liveStartedBy;
    } else if (step instanceof Step.RevertSnapshot revert) {
      world.disk(revert.disk()).injected = false;
      world.disk(revert.disk()).started = false;
    } else if (step instanceof Step.StopMachine stop) {
      ModelMachine machine = world.machine(stop.machine());
      if (machine.state == MachineState.RUNNING) {
        world.disksOn(machine).forEach(disk -> disk.markDirty(ModelWorld.THIS));
      }
    } else if (step instanceof Step.DetachFromMachine detach && detach.machine().madeBy() == null) {
      world.disk(detach.disk()).markDirty(ModelWorld.THIS);
    }
  }

  /**
   * The effect itself.
   *
   * @param recorded whether the worker lived to write down what it has to know later
   */
  void apply(Step step, boolean recorded) {
    announce(step);
    if (step instanceof Step.TakeSnapshot take) {
      takeSnapshot(take, recorded);
    } else if (step instanceof Step.InjectDrivers inject) {
      ModelDisk disk = world.disk(inject.disk());
      ModelCloud.require(disk.link, "inject without a device", disk);
      disk.stains |= ModelDisk.INJECTED;
      disk.injected = recorded;
    } else if (step instanceof Step.RevertSnapshot revert) {
      revert(revert, recorded);
    } else if (step instanceof Step.DeleteSnapshot delete) {
      ModelDisk disk = world.disk(delete.disk());
      disk.snapshots.removeIf(snapshot -> snapshot.id().equals(delete.snapshot()));
    } else if (!applyToDisk(step)
        && !applyToMachine(step, recorded)
        && !new SourceEffects(world).apply(step)) {
      applyToRecords(step);
    }
  }

  private void takeSnapshot(Step.TakeSnapshot take, boolean recorded) {
    ModelDisk disk = world.disk(take.disk());
    for (ModelSnapshot snapshot : disk.snapshots) {
      if (snapshot.name().equals(take.name())
          && snapshot.state() == SnapshotView.State.READY
          && recorded) {
        disk.snapshots.set(disk.snapshots.indexOf(snapshot), snapshot.recordedAt(disk.baseline()));
        return;
      }
    }
    addSnapshot(disk, take, SnapshotView.State.READY, recorded);
  }

  private void addSnapshot(
      ModelDisk disk, Step.TakeSnapshot take, SnapshotView.State state, boolean recorded) {
    disk.snapshots.add(
        new ModelSnapshot(
            new SnapshotId(world.mint("snapshot-")),
            take.name(),
            state,
            ModelWorld.THIS,
            recorded,
            disk.baseline(),
            disk.content,
            disk.stains));
  }

  private void revert(Step.RevertSnapshot revert, boolean recorded) {
    ModelDisk disk = world.disk(revert.disk());
    cloud.revert(disk, find(disk, revert.snapshot()));
    if (recorded) {
      disk.markClean();
    }
  }

  static ModelSnapshot find(ModelDisk disk, SnapshotId id) {
    for (ModelSnapshot snapshot : disk.snapshots) {
      if (snapshot.id().equals(id)) {
        return snapshot;
      }
    }
    throw new StepImpossible("no snapshot " + id + " of " + disk);
  }

  private boolean applyToDisk(Step step) {
    if (step instanceof Step.DetachFromAppliance detach) {
      cloud.detachFromAppliance(world.disk(detach.disk()));
    } else if (step instanceof Step.DetachFromMachine detach) {
      cloud.detachFromMachine(world.disk(detach.disk()), world.machine(detach.machine()));
    } else if (step instanceof Step.AttachAsRoot attach) {
      cloud.attachToMachine(world.disk(attach.disk()), world.machine(attach.machine()), true);
    } else if (step instanceof Step.AttachData attach) {
      cloud.attachToMachine(world.disk(attach.disk()), world.machine(attach.machine()), true);
    } else if (step instanceof Step.AttachToAppliance attach) {
      ModelDisk disk = world.disk(attach.disk());
      cloud.attachToAppliance(disk);
      boolean mapped = Worlds.mappedToAppliance(disk);
      ModelCloud.require(mapped || !attach.mappingExpected(), "map to the appliance", disk);
    } else if (step instanceof Step.FlushDevices flush) {
      flush.disks().forEach(ref -> flush(world.disk(ref)));
    } else {
      return false;
    }
    return true;
  }

  private static void flush(ModelDisk disk) {
    ModelCloud.require(disk.link, "flush without a device", disk);
    disk.flushed = true;
  }

  private boolean applyToMachine(Step step, boolean recorded) {
    if (step instanceof Step.CreateMachine create) {
      create(create.spec(), recorded);
    } else if (step instanceof Step.DetachTemplateRoot detach) {
      detachTemplateRoot(world.machine(detach.machine()));
    } else if (step instanceof Step.DeleteTemplateRoot delete) {
      ModelMachine machine = world.machine(delete.machine());
      boolean detached = machine.rootAt != ModelMachine.RootAt.ATTACHED || !machine.exists();
      ModelCloud.require(detached, "delete an attached volume", machine);
      machine.rootAt = ModelMachine.RootAt.GONE;
    } else if (step instanceof Step.ProtectMachine protect) {
      world.machine(protect.machine()).protection = world.site.deleteProtectionSupported();
    } else if (step instanceof Step.UnprotectMachine unprotect) {
      world.machine(unprotect.machine()).protection = false;
    } else if (step instanceof Step.ReleaseMachine release) {
      world.machine(release.machine()).protection = false;
    } else if (step instanceof Step.StartMachine start) {
      cloud.start(world.machine(start.machine()));
    } else if (step instanceof Step.StopMachine stop) {
      cloud.stop(world.machine(stop.machine()));
    } else if (step instanceof Step.RecoverMachine recover) {
      cloud.recover(world.machine(recover.machine()));
    } else if (step instanceof Step.DestroyMachine destroy) {
      cloud.destroyAndExpunge(world.machine(destroy.machine()));
    } else {
      return false;
    }
    return true;
  }

  private void create(MachineSpec spec, boolean recorded) {
    for (ModelMachine machine : world.machines) {
      if (ModelWorld.THIS.equals(machine.mark) && machine.exists()) {
        ModelCloud.require(machine.state == MachineState.STOPPED, "adopt", machine);
        boolean untouched = world.disksOn(machine).isEmpty() && !machine.stranger;
        machine.rootRecorded |= recorded && untouched;
        return;
      }
    }
    ModelMachine made = addMachine(MachineState.STOPPED, ModelMachine.RootAt.ATTACHED);
    made.rootRecorded = recorded;
    made.live = spec.live();
    made.onTestNetworksOnly = !spec.live();
  }

  private ModelMachine addMachine(MachineState state, ModelMachine.RootAt rootAt) {
    MachineId id = new MachineId(world.mint("machine-"));
    ModelMachine made = new ModelMachine(id, ModelWorld.THIS, state, rootAt);
    world.machines.add(made);
    return made;
  }

  private static void detachTemplateRoot(ModelMachine machine) {
    if (machine.rootAt == ModelMachine.RootAt.ATTACHED) {
      ModelCloud.require(
          machine.state == MachineState.STOPPED, "detach the template root", machine);
      machine.rootAt = ModelMachine.RootAt.DETACHED;
    }
  }

  private void applyToRecords(Step step) {
    if (step instanceof Step.HoldReplication) {
      ModelCloud.require(world.replication.activeJob() == null, "hold replication", world);
      world.heldBy = ModelWorld.THIS;
    } else if (step instanceof Step.CloseReplication close) {
      ModelCloud.require(world.replication.look() != null, "close what runs", world);
      world.replication = new ReplicationView(null, true, true, null, close.job());
    } else if (step instanceof Step.CheckMachine check) {
      ModelMachine machine = world.machine(check.machine());
      ModelCloud.require(machine.state == MachineState.RUNNING, "check", machine);
    } else if (step instanceof Step.CheckGuest check) {
      ModelMachine machine = world.machine(check.machine());
      ModelCloud.require(machine.state == MachineState.RUNNING, "check", machine);
    } else if (step instanceof Step.RecordFailedOver record) {
      world.status =
          record.live() ? ContextStatus.failed_over_live : ContextStatus.failed_over_test;
      world.lastFailover = ModelWorld.THIS;
      world.heldBy = null;
    } else if (step instanceof Step.RecordReady) {
      world.status = ContextStatus.ready_for_failover;
      world.lastFailover = null;
      world.liveStartedBy = null;
      world.heldBy = null;
      world.machines.removeIf(machine -> !machine.exists());
    } else if (step instanceof Step.RecordCommitted) {
      world.status = ContextStatus.completed;
      world.liveStartedBy = null;
      world.heldBy = null;
    } else {
      throw new IllegalStateException("the model does not know " + step.type());
    }
  }

  /** Stops in the middle of the step. Where a step has no middle, nothing happens. */
  void half(Step step) {
    announce(step);
    if (step instanceof Step.TakeSnapshot take) {
      addSnapshot(world.disk(take.disk()), take, SnapshotView.State.ERROR, false);
    } else if (step instanceof Step.InjectDrivers inject) {
      world.disk(inject.disk()).stains |= ModelDisk.HALF_INJECTED;
    } else if (step instanceof Step.CreateMachine) {
      addMachine(MachineState.ERROR, ModelMachine.RootAt.GONE);
    } else if (step instanceof Step.RevertSnapshot revert) {
      revert(revert, false);
    } else if (step instanceof Step.DetachFromAppliance detach) {
      cloud.detachLeavingTheRow(world.disk(detach.disk()));
    } else if (step instanceof Step.DetachFromMachine detach) {
      cloud.detachLeavingTheRow(world.disk(detach.disk()));
    } else if (step instanceof Step.AttachAsRoot attach) {
      cloud.attachToMachine(world.disk(attach.disk()), world.machine(attach.machine()), false);
    } else if (step instanceof Step.AttachData attach) {
      cloud.attachToMachine(world.disk(attach.disk()), world.machine(attach.machine()), false);
    } else if (step instanceof Step.AttachToAppliance attach) {
      cloud.attachToApplianceUnmapped(world.disk(attach.disk()));
    } else if (step instanceof Step.DestroyMachine destroy) {
      ModelMachine machine = world.machine(destroy.machine());
      machine.state = machine.exists() ? MachineState.DESTROYED : machine.state;
    }
  }

  /** Leaves the step in flight without anybody who waits for it. */
  void leavePending(Step step, boolean endsWell) {
    announce(step);
    world.jobs.add(ModelJob.of(step, endsWell));
  }

  /** Lets everything in flight end. What nobody waited for nobody recorded. */
  void endJobs() {
    List<ModelJob> ending = List.copyOf(world.jobs);
    world.jobs.clear();
    for (ModelJob job : ending) {
      if (job.step() != null && job.endsWell()) {
        apply(job.step(), false);
      }
    }
  }
}
