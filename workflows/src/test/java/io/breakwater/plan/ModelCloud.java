package io.breakwater.plan;

import io.breakwater.observation.MachineState;
import io.breakwater.observation.Mapping;
import io.breakwater.observation.Place;
import io.breakwater.observation.SnapshotView;
import io.breakwater.vm.DiskId;
import java.util.Set;
import java.util.TreeSet;

/**
 * What CloudStack 4.22 and the Volume Daemon do with one call, with their traps: a disk at device 0
 * is the VM's root and dies with it, a Destroyed VM lets go of nothing, the daemon holds one row
 * per volume and one per placeholder path and a row in the way stays until its own detach.
 */
final class ModelCloud {
  private final ModelWorld world;

  ModelCloud(ModelWorld world) {
    this.world = world;
  }

  void detachFromAppliance(ModelDisk disk) {
    if (disk.isAt(Place.Kind.DETACHED)) {
      return; // 431 "not attached to a VM": it is so already; the daemon's row stays as it is
    }
    require(disk.isAt(Place.Kind.APPLIANCE), "detach from the appliance", disk);
    loosen(disk);
    disk.mapping = Mapping.none();
  }

  void detachFromMachine(ModelDisk disk, ModelMachine machine) {
    if (disk.isAt(Place.Kind.DETACHED)) {
      return;
    }
    require(disk.place.isOn(machine.id), "detach from " + machine, disk);
    require(machine.state == MachineState.STOPPED, "detach from " + machine, disk);
    loosen(disk);
    disk.mapping = Mapping.none();
  }

  /** CloudStack let go of it and the daemon did not get to its own row any more. */
  void detachLeavingTheRow(ModelDisk disk) {
    loosen(disk);
  }

  private static void loosen(ModelDisk disk) {
    disk.place = Place.detached();
    disk.link = false;
    disk.flushed = false;
  }

  void attachToAppliance(ModelDisk disk) {
    if (disk.isAt(Place.Kind.APPLIANCE)) {
      return; // 431 "specify a volume that is not attached to any VM"
    }
    attachToApplianceUnmapped(disk);
    if (disk.mapping.kind() == Mapping.Kind.NONE) {
      disk.mapping = Mapping.appliance(ModelWorld.APPLIANCE, applianceLink(disk));
    }
  }

  void attachToApplianceUnmapped(ModelDisk disk) {
    require(disk.isAt(Place.Kind.DETACHED), "attach to the appliance", disk);
    require(world.applianceState == MachineState.RUNNING, "attach to the appliance", disk);
    disk.place = Place.onAppliance(ModelWorld.APPLIANCE, freeDevice(Place.Kind.APPLIANCE, null));
    disk.link = true;
    disk.flushed = !world.replicationMayStart(); // nothing was written that could lie in its cache
  }

  static String applianceLink(ModelDisk disk) {
    return "/dev/disk/by-id/virtio-" + disk.volume;
  }

  void attachToMachine(ModelDisk disk, ModelMachine machine, boolean mapped) {
    if (disk.place.isOn(machine.id)) {
      return;
    }
    boolean asRoot = disk.id.equals(DiskId.OS);
    require(disk.isAt(Place.Kind.DETACHED), "attach to " + machine, disk);
    require(machine.state == MachineState.STOPPED, "attach to " + machine, disk);
    require(!asRoot || !deviceZeroTaken(machine), "attach at device 0 of " + machine, disk);
    int device = asRoot ? 0 : freeDevice(Place.Kind.MACHINE, machine);
    disk.place = Place.onMachine(machine.id, device);
    String path = (asRoot ? "remote-vm-root-" : "remote-vm-") + machine.id;
    boolean pathTaken =
        world.disks.stream().anyMatch(other -> path.equals(other.mapping.devicePath()));
    if (mapped && !pathTaken && disk.mapping.kind() == Mapping.Kind.NONE) {
      disk.mapping = Mapping.remote(machine.id, path);
    }
  }

  private boolean deviceZeroTaken(ModelMachine machine) {
    return machine.rootAt == ModelMachine.RootAt.ATTACHED
        || world.disksOn(machine).stream().anyMatch(disk -> disk.place.deviceId() == 0);
  }

  private int freeDevice(Place.Kind kind, ModelMachine machine) {
    Set<Integer> taken = new TreeSet<>(Set.of(0, 3, 9));
    for (ModelDisk disk : world.disks) {
      if (disk.isAt(kind) && (machine == null || disk.place.isOn(machine.id))) {
        taken.add(disk.place.deviceId());
      }
    }
    int device = 1;
    while (taken.contains(device)) {
      device++;
    }
    return device;
  }

  void start(ModelMachine machine) {
    if (machine.state == MachineState.RUNNING) {
      return;
    }
    require(machine.state == MachineState.STOPPED, "start", machine);
    require(deviceZeroTaken(machine), "start without a usable volume", machine);
    machine.state = MachineState.RUNNING;
    world.disksOn(machine).forEach(disk -> disk.stains |= ModelDisk.GUEST);
  }

  void stop(ModelMachine machine) {
    boolean stoppable =
        machine.state == MachineState.RUNNING || machine.state == MachineState.STOPPED;
    require(stoppable, "stop", machine);
    machine.state = MachineState.STOPPED;
  }

  void recover(ModelMachine machine) {
    if (machine.state == MachineState.STOPPED) {
      return;
    }
    require(machine.state == MachineState.DESTROYED, "recover", machine);
    machine.state = MachineState.STOPPED;
  }

  /** Whatever is at device 0 goes with the VM; data disks are let go of. */
  void destroyAndExpunge(ModelMachine machine) {
    if (!machine.exists()) {
      return;
    }
    require(!machine.protection, "destroy under delete protection", machine);
    machine.state = MachineState.ABSENT;
    machine.stranger = false;
    if (machine.rootAt == ModelMachine.RootAt.ATTACHED) {
      machine.rootAt = ModelMachine.RootAt.GONE;
    }
    for (ModelDisk disk : world.disksOn(machine)) {
      boolean wasRoot = disk.place.deviceId() == 0;
      loosen(disk);
      disk.place = wasRoot ? Place.missing() : Place.detached();
    }
  }

  void revert(ModelDisk disk, ModelSnapshot snapshot) {
    require(snapshot.state() == SnapshotView.State.READY, "revert to " + snapshot, disk);
    require(!disk.isAt(Place.Kind.APPLIANCE), "revert on a running VM", disk);
    disk.content = snapshot.content();
    disk.stains = snapshot.stains();
  }

  static void require(boolean possible, String what, Object on) {
    if (!possible) {
      throw new StepImpossible(what + ": refused for " + on);
    }
  }
}
