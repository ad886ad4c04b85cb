package io.breakwater.e2e.world;

import io.breakwater.simulator.criticalpath.CriticalPath;
import io.breakwater.simulator.site.ProtectedContext;
import java.time.Duration;
import java.util.Optional;

/** The shortest times that CloudStack's own rules allow in this world, on the wall. */
public final class CriticalPaths {
  private final World world;
  private final CriticalPath path;

  public CriticalPaths(World world) {
    this.world = world;
    this.path = new CriticalPath(world.simulator().cloud().durations());
  }

  /** For a guest that needs drivers, with the time that the injection stand-in takes. */
  public Duration testFailover(ProtectedContext vm, boolean injection) {
    Optional<Duration> drivers =
        injection ? Optional.of(world.options().injection()) : Optional.empty();
    return onTheWall(path.testFailover(vm.volumeIds().size(), drivers).total());
  }

  public Duration cleanup(ProtectedContext vm) {
    return onTheWall(path.cleanup(vm.volumeIds().size()).total());
  }

  /** The source shuts down and is replicated once more before anything else may begin. */
  public Duration liveFailover(ProtectedContext vm) {
    Duration source = world.site().vma().guestShutdown().plus(world.site().oma().replication());
    return onTheWall(source).plus(testFailover(vm, true));
  }

  /** A cleanup, after which the source is powered on. */
  public Duration liveRollback(ProtectedContext vm) {
    return cleanup(vm).plus(onTheWall(world.site().vma().powerOn()));
  }

  /** Snapshots are deleted side by side. */
  public Duration commit() {
    return onTheWall(path.commit().total());
  }

  private Duration onTheWall(Duration simulated) {
    return Duration.ofNanos((long) (simulated.toNanos() * world.options().timeScale()));
  }
}
