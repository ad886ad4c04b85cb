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

  private Duration onTheWall(Duration simulated) {
    return Duration.ofNanos((long) (simulated.toNanos() * world.options().timeScale()));
  }
}
