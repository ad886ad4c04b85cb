package io.breakwater.plan;

import io.breakwater.observation.MachineState;
import io.breakwater.observation.Place;
import java.util.List;

/** Finds a job that a dead caller could have left in flight in a given world. */
final class JobInFlight {
  private JobInFlight() {}

  /** A step that could be under way; null when only somebody else's could be. */
  static Step plausible(ModelWorld world) {
    Step onMachine = world.machines.isEmpty() ? null : onMachine(world, world.machines.get(0));
    return onMachine != null ? onMachine : onDisk(world, world.disks.get(0));
  }

  private static Step onMachine(ModelWorld world, ModelMachine machine) {
    MachineRef ref = new MachineRef(machine.id, machine.mark);
    if (machine.state == MachineState.RUNNING) {
      return new Step.StopMachine(ref);
    }
    List<ModelDisk> held = world.disksOn(machine);
    if (machine.state == MachineState.STOPPED && !held.isEmpty()) {
      return new Step.DetachFromMachine(held.get(0).ref(), ref);
    }
    boolean mayBeDestroyed =
        machine.exists() && held.isEmpty() && !machine.stranger && machine.rootRecorded;
    return mayBeDestroyed ? new Step.DestroyMachine(ref) : null;
  }

  private static Step onDisk(ModelWorld world, ModelDisk disk) {
    if (disk.isAt(Place.Kind.APPLIANCE) && world.replication.activeJob() == null) {
      return new Step.DetachFromAppliance(disk.ref(), ModelWorld.APPLIANCE);
    }
    if (disk.isAt(Place.Kind.DETACHED) && !disk.dirty) {
      return new Step.AttachToAppliance(disk.ref(), ModelWorld.APPLIANCE, false);
    }
    return null;
  }
}
