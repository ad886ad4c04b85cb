package io.breakwater.plan;

import io.breakwater.observation.Place;

/** What the VMA and the old system's replication do. */
final class SourceEffects {
  private final ModelWorld world;

  SourceEffects(ModelWorld world) {
    this.world = world;
  }

  /** Carries the step out when it concerns the source. */
  boolean apply(Step step) {
    if (step instanceof Step.PowerOffSource) {
      world.sourceOn = false;
    } else if (step instanceof Step.SyncSource) {
      sync();
    } else if (step instanceof Step.PowerOnSource) {
      world.sourceOn = true;
      world.onSinceSync = true;
    } else {
      return false;
    }
    return true;
  }

  /** The old system refuses a context that is held, and writes to the appliance's devices. */
  private void sync() {
    ModelCloud.require(world.replicationMayStart(), "replicate", world);
    for (ModelDisk disk : world.disks) {
      boolean writable = disk.isAt(Place.Kind.APPLIANCE) && disk.link;
      ModelCloud.require(writable, "replicate to", disk);
      disk.replica = world.sourceContent;
      disk.content = world.sourceContent;
      disk.flushed = false;
    }
    world.syncedBy = ModelWorld.THIS;
    world.onSinceSync = world.sourceOn;
  }
}
