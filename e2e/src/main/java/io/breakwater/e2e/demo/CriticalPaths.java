package io.breakwater.e2e.demo;

import io.breakwater.e2e.world.World;
import io.breakwater.simulator.criticalpath.CriticalPath;
import io.breakwater.simulator.site.ProtectedContext;
import java.time.Duration;
import java.util.Optional;

/** The shortest times that CloudStack's own rules allow in this world, on the wall. */
final class CriticalPaths {
  private final World world;
  private final CriticalPath path;

  CriticalPaths(World world) {
    this.world = world;
    this.path = new CriticalPath(world.simulator().cloud().durations());
  }

  /** For a guest that needs drivers, with the time that the injection stand-in takes. */
  Duration testFailover(ProtectedContext vm, boolean injection) {
    Optional<Duration> drivers =
        injection ? Optional.of(world.options().injection()) : Optional.empty();
    return onTheWall(path.testFailover(vm.volumeIds().size(), drivers).total());
  }

  Duration cleanup(ProtectedContext vm) {
    return onTheWall(path.cleanup(vm.volumeIds().size()).total());
  }

  /** The source shuts down and is replicated once more before anything else may begin. */
  Duration liveFailover(ProtectedContext vm) {
    Duration source = world.site().vma().guestShutdown().plus(world.site().oma().replication());
    return onTheWall(source).plus(testFailover(vm, true));
  }

  /** A cleanup, after which the source is powered on. */
  Duration liveRollback(ProtectedContext vm) {
    return cleanup(vm).plus(onTheWall(world.site().vma().powerOn()));
  }

  /** Snapshots are deleted side by side. */
  Duration commit() {
    return onTheWall(path.commit().total());
  }

  private Duration onTheWall(Duration simulated) {
    return Duration.ofNanos((long) (simulated.toNanos() * world.options().timeScale()));
  }
}
