package io.breakwater.plan;

import io.breakwater.observation.MachineState;
import io.breakwater.observation.Mapping;
import io.breakwater.observation.Place;
import io.breakwater.observation.SnapshotView;
import io.breakwater.vm.ContextStatus;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at a step right before it is carried out and says which invariants (design section 3, by
 * number) it would break. It judges by what the blocks hold, not only by what the records say.
 */
final class Oracle {
  private final ModelWorld world;
  private final PlanOptions options;
  private final List<String> broken = new ArrayList<>();

  private Oracle(ModelWorld world, PlanOptions options) {
    this.world = world;
    this.options = options;
  }

  /** The invariants that the step would break now; empty when it may go on. */
  static List<String> judge(ModelWorld world, Step step, PlanOptions options) {
    Oracle oracle = new Oracle(world, options);
    oracle.judge(step);
    return oracle.broken;
  }

  private void judge(Step step) {
    if (step instanceof Step.TakeSnapshot take) {
      takeSnapshot(take, world.disk(take.disk()));
    } else if (step instanceof Step.InjectDrivers inject) {
      inject(world.disk(inject.disk()));
    } else if (step instanceof Step.RevertSnapshot revert) {
      revert(revert, world.disk(revert.disk()));
    } else if (step instanceof Step.DeleteSnapshot delete) {
      deleteSnapshot(delete, world.disk(delete.disk()));
    } else if (step instanceof Step.DetachFromAppliance detach) {
      detachFromAppliance(detach, world.disk(detach.disk()));
    } else if (step instanceof Step.AttachToAppliance attach) {
      attachToAppliance(attach, world.disk(attach.disk()));
    } else if (step instanceof Step.RecordReady) {
      check(atRest(world), 7, "records ready what is not");
    } else {
      judgeMachineStep(step);
    }
  }

  private void judgeMachineStep(Step step) {
    if (step instanceof Step.CreateMachine create) {
      create(create);
    } else if (step instanceof Step.DetachTemplateRoot detach) {
      ModelMachine machine = world.machine(detach.machine());
      check(machine.rootRecorded, 1, "touches a ROOT that nobody recorded");
    } else if (step instanceof Step.DeleteTemplateRoot delete) {
      ModelMachine machine = world.machine(delete.machine());
      check(machine.rootRecorded, 1, "deletes a ROOT that nobody recorded");
    } else if (step instanceof Step.AttachAsRoot attach) {
      check(attach.disk().disk().isOs(), 4, "boots from a data disk");
      attachToMachine(world.disk(attach.disk()), world.machine(attach.machine()));
    } else if (step instanceof Step.AttachData attach) {
      check(!attach.disk().disk().isOs(), 4, "attaches the OS disk as a data disk");
      attachToMachine(world.disk(attach.disk()), world.machine(attach.machine()));
    } else if (step instanceof Step.StartMachine start) {
      start(start, world.machine(start.machine()));
    } else if (step instanceof Step.RecordFailedOver record) {
      check(failedOver(world, world.machine(record.machine())), 7, "records a failover too soon");
    } else if (step instanceof Step.ReleaseMachine) {
      boolean live = world.status == ContextStatus.failed_over_live;
      check(live, 2, "releases what is not failed over live");
    } else if (step instanceof Step.RecordCommitted record) {
      commit(record);
    } else if (step instanceof Step.PowerOnSource) {
      powerOn();
    } else if (step instanceof Step.UnprotectMachine unprotect) {
      boolean empty = world.disksOn(world.machine(unprotect.machine())).isEmpty();
      check(empty, 2, "lifts delete protection while a protected disk is there");
    } else if (step instanceof Step.DestroyMachine destroy) {
      destroy(world.machine(destroy.machine()));
    }
  }

  private void takeSnapshot(Step.TakeSnapshot take, ModelDisk disk) {
    sourceIsQuiet("snapshot");
    check(!disk.link || disk.flushed, 12, "snapshots a device that was not flushed");
    check(!disk.dirty && disk.holdsTheReplica(), 4, "snapshots a dirty disk");
    boolean right = take.baseline() == null || take.baseline().equals(disk.baseline());
    check(right, 3, "records another baseline than the disk's");
  }

  private void inject(ModelDisk disk) {
    sourceIsQuiet("injection");
    check(disk.id.isOs(), 4, "injects into a data disk");
    check(world.os.needsDriverInjection(), 4, "injects into a guest that needs no drivers");
    check(!options.skipInjection(), 4, "injects although it was told not to");
    check(!disk.dirty && disk.holdsTheReplica(), 4, "injects into a dirty disk");
    check(disk.hasWayBack(), 4, "injects without a snapshot to come back to");
  }

  private void revert(Step.RevertSnapshot revert, ModelDisk disk) {
    ModelSnapshot snapshot = StepEffects.find(disk, revert.snapshot());
    sourceIsQuiet("revert");
    consents("reverts");
    check(disk.isAt(Place.Kind.DETACHED), 3, "reverts an attached disk");
    check(disk.baseline().equals(snapshot.takenAt()), 3, "reverts over another baseline");
    check(disk.baseline().equals(revert.baseline()), 3, "expects another baseline");
    check(snapshot.recorded(), 3, "reverts to a snapshot that nobody recorded");
    check(disk.dirty, 3, "reverts a disk that was never touched");
  }

  private void deleteSnapshot(Step.DeleteSnapshot delete, ModelDisk disk) {
    ModelSnapshot snapshot = StepEffects.find(disk, delete.snapshot());
    switch (delete.reason()) {
      case SET_CLEAN -> {
        boolean clean = world.disks.stream().allMatch(d -> !d.dirty && d.holdsTheReplica());
        check(clean, 3, "deletes a snapshot while a disk of its set is dirty");
      }
      case COMMIT -> {
        boolean live = world.status == ContextStatus.failed_over_live;
        check(live && disk.isAt(Place.Kind.MACHINE), 3, "commits what is not failed over live");
      }
      case ERROR ->
          check(snapshot.state() == SnapshotView.State.ERROR, 3, "takes a good one for an Error");
      case DUPLICATE -> {
        boolean proven =
            disk.snapshots.stream()
                .anyMatch(
                    other ->
                        !other.id().equals(snapshot.id())
                            && other.name().equals(snapshot.name())
                            && other.state() == SnapshotView.State.READY
                            && other.recorded());
        check(proven && !snapshot.recorded(), 3, "deletes what is no proven duplicate");
      }
    }
  }

  private void detachFromAppliance(Step.DetachFromAppliance detach, ModelDisk disk) {
    sourceIsQuiet("detach");
    check(ModelWorld.APPLIANCE.equals(detach.appliance()), 7, "names another appliance");
    // Without a row there is no path to flush by, and what will be reverted need not be kept.
    boolean worthFlushing =
        disk.link && disk.mapping.kind() == Mapping.Kind.APPLIANCE && !disk.dirty;
    check(!worthFlushing || disk.flushed, 12, "detaches a device that was not flushed");
  }

  private void attachToAppliance(Step.AttachToAppliance attach, ModelDisk disk) {
    check(ModelWorld.APPLIANCE.equals(attach.appliance()), 7, "names another appliance");
    check(!disk.dirty, 4, "gives the appliance a disk that is marked dirty");
    check(disk.holdsTheReplica(), 4, "gives the appliance a disk with foreign writes");
  }

  private void create(Step.CreateMachine create) {
    for (ModelMachine machine : world.machines) {
      boolean other = machine.exists() && !ModelWorld.THIS.equals(machine.mark);
      check(!other, 6, "deploys next to another destination of this VM");
    }
    long ours =
        world.machines.stream().filter(m -> m.exists() && ModelWorld.THIS.equals(m.mark)).count();
    check(ours <= 1, 6, "deploys a second destination");
    check(!create.spec().networks().isEmpty(), 8, "deploys without a network");
    create
        .spec()
        .networks()
        .forEach(
            network ->
                check(
                    isTestNetwork(network.value()) != create.spec().live(),
                    8,
                    "deploys on " + network));
  }

  /** Invariant 11: what was written to a live destination is not given up unasked. */
  private void consents(String what) {
    check(world.liveStartedBy == null || options.confirmDiscard(), 11, what + " live data");
  }

  private boolean isTestNetwork(String network) {
    return options.networks().values().stream().anyMatch(n -> n.value().equals(network))
        || world.site.mappings().stream()
            .anyMatch(m -> m.test() && m.exists() && m.network().value().equals(network));
  }

  private void attachToMachine(ModelDisk disk, ModelMachine machine) {
    check(ModelWorld.THIS.equals(machine.mark), 6, "uses a machine of another operation");
    boolean guarded = machine.protection || !world.site.deleteProtectionSupported();
    check(guarded, 2, "attaches to a machine without delete protection");
    check((disk.stains & (ModelDisk.GUEST | ModelDisk.HALF_INJECTED)) == 0, 4, "moves on dirty");
  }

  private void start(Step.StartMachine start, ModelMachine machine) {
    check(ModelWorld.THIS.equals(machine.mark), 6, "starts a machine of another operation");
    if (start.source().isLive()) {
      startLive(machine);
    } else {
      check(machine.onTestNetworksOnly, 8, "starts on a network that is not for tests");
    }
    check(world.disksOn(machine).size() == world.disks.size(), 4, "starts without all disks");
    check(start.disks().size() == world.disks.size(), 4, "does not mark all disks dirty");
    boolean guarded = machine.protection || !world.site.deleteProtectionSupported();
    check(guarded, 2, "starts a machine without delete protection");
    check(inOrder(machine), 4, "starts with the data disks in another order");
    boolean inject = world.os.needsDriverInjection() && !options.skipInjection();
    for (ModelDisk disk : world.disks) {
      int expected = inject && disk.id.isOs() ? ModelDisk.INJECTED : 0;
      boolean again = disk.started || ModelWorld.THIS.equals(world.liveStartedBy);
      int guest = again ? ModelDisk.GUEST : 0;
      boolean asExpected = (disk.stains & ~guest) == expected;
      check(asExpected, 4, "starts with " + disk.id + " stained " + disk.stains);
      check(disk.hasWayBack(), 4, "starts without a way back for " + disk.id);
    }
  }

  private void startLive(ModelMachine machine) {
    check(machine.live, 8, "starts a test machine in the source's place");
    check(!world.sourceOn && !world.onSinceSync, 8, "starts beside the source");
    boolean synced = world.disks.stream().allMatch(d -> d.replica == world.sourceContent);
    check(synced, 8, "starts without what the source wrote last");
  }

  private void commit(Step.RecordCommitted record) {
    ModelMachine machine = world.machine(record.machine());
    boolean whole = world.disksOn(machine).size() == world.disks.size();
    boolean free = world.disks.stream().allMatch(disk -> disk.snapshots.isEmpty());
    check(whole && free && !machine.protection, 7, "records a commit too soon");
  }

  private void powerOn() {
    boolean alone = world.machines.stream().noneMatch(m -> m.state == MachineState.RUNNING);
    check(alone, 8, "powers the source on beside a destination");
    check(options.powerOnSource(), 8, "powers the source on unasked");
  }

  /** The guest names its disks by their order, and fstab and drive letters rely on it. */
  private boolean inOrder(ModelMachine machine) {
    List<Integer> devices =
        world.disksOn(machine).stream().map(disk -> disk.place.deviceId()).toList();
    return devices.equals(devices.stream().sorted().toList());
  }

  private void destroy(ModelMachine machine) {
    check(world.disksOn(machine).isEmpty(), 2, "destroys a machine that holds a protected disk");
    check(!machine.stranger, 2, "destroys a machine with a volume that nobody knows");
    boolean onlyRecorded = machine.rootAt != ModelMachine.RootAt.ATTACHED || machine.rootRecorded;
    check(onlyRecorded, 2, "destroys a ROOT that nobody recorded");
    check(machine.state != MachineState.RUNNING, 2, "destroys a running machine");
  }

  private void sourceIsQuiet(String what) {
    check(world.replication.activeJob() == null, 12, what + " while a replication runs");
    check(!world.replicationMayStart(), 12, what + " while a replication may start");
  }

  private void check(boolean holds, int invariant, String otherwise) {
    if (!holds) {
      broken.add("invariant " + invariant + ": " + otherwise);
    }
  }

  /** Invariants 4 and 7 for READY: nothing is left over and the replica can go on. */
  static boolean atRest(ModelWorld world) {
    for (ModelDisk disk : world.disks) {
      boolean home = disk.isAt(Place.Kind.APPLIANCE) && Worlds.mappedToAppliance(disk);
      if (!home || disk.dirty || !disk.holdsTheReplica() || !disk.snapshots.isEmpty()) {
        return false;
      }
    }
    return world.machines.stream().noneMatch(m -> m.exists() || Worlds.leavesRoot(m));
  }

  /** A test destination of this operation runs on all disks and can be taken back. */
  static boolean failedOver(ModelWorld world, ModelMachine machine) {
    boolean complete =
        world.disksOn(machine).size() == world.disks.size()
            && world.disks.stream().allMatch(disk -> disk.dirty && disk.hasWayBack());
    boolean guarded = machine.protection || !world.site.deleteProtectionSupported();
    return machine.state == MachineState.RUNNING
        && ModelWorld.THIS.equals(machine.mark)
        && machine.rootAt == ModelMachine.RootAt.GONE
        && complete
        && guarded;
  }
}
