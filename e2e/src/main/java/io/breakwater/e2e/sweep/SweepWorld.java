package io.breakwater.e2e.sweep;

import io.breakwater.e2e.world.ClassArchive;
import io.breakwater.e2e.world.JavaProcess;
import io.breakwater.e2e.world.World;
import io.breakwater.e2e.world.WorldOptions;
import io.breakwater.simulator.cloud.SimulatedCloud;
import io.breakwater.simulator.host.CuttableLink;
import io.breakwater.simulator.site.ProtectedContext;
import io.breakwater.simulator.site.ProtectedVm;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A whole Breakwater with short time limits, whose calls all pass a gate. */
final class SweepWorld implements AutoCloseable {
  private static final double TIME_SCALE = 0.01;

  /** Silence after which an activity's worker counts as dead. */
  static final Duration HEARTBEAT = Duration.ofSeconds(3);

  static final Duration LEASE = Duration.ofSeconds(6);

  private static final Map<String, String> TUNING =
      Map.ofEntries(
          Map.entry("BREAKWATER_HEARTBEAT", HEARTBEAT.toString()),
          Map.entry("BREAKWATER_STICKY", "PT0.5S"),
          Map.entry("BREAKWATER_LEASE_TTL", LEASE.toString()),
          Map.entry("BREAKWATER_LEASE_RETRY", "PT0.3S"),
          Map.entry("BREAKWATER_PATIENCE", "PT60S"),
          // Many operations at once are not to wait for each other, least of all for a dead worker.
          Map.entry("BREAKWATER_APPLIANCE_TURNS", "100"),
          Map.entry("BREAKWATER_DB_POOL", "20"),
          Map.entry("BREAKWATER_RETRY_FIRST", "PT0.3S"),
          Map.entry("BREAKWATER_RETRY_MAX", "PT2S"),
          Map.entry("BREAKWATER_WATCH_TICK", "PT0.2S"),
          Map.entry("BREAKWATER_LOST_ANSWER_GRACE", "PT1S"),
          Map.entry("BREAKWATER_DAEMON_LOST_AFTER", "PT3S"),
          Map.entry("BREAKWATER_PENDING_TICK", "PT0.3S"),
          Map.entry("BREAKWATER_SOURCE_POLL", "PT0.2S"),
          Map.entry("BREAKWATER_SOURCE_SHUTDOWN", "PT6S"),
          Map.entry("BREAKWATER_SOURCE_POWER_CUT", "PT6S"),
          Map.entry("BREAKWATER_SYNC_POLL", "PT0.2S"),
          Map.entry("BREAKWATER_SYNC_NO_PROGRESS", "PT6S"),
          Map.entry("BREAKWATER_SYNC_GRACE", "PT2S"),
          Map.entry("BREAKWATER_FLUSH", "true {device}"));

  private final World world;
  private final CuttableLink database;
  private final Owners owners;
  private final Gate gate;
  private final AtomicInteger vms = new AtomicInteger();
  private final AtomicInteger workers = new AtomicInteger();
  private List<Path> instead = List.of();
  private JavaProcess worker;

  private SweepWorld(World world) {
    this.world = world;
    this.database = CuttableLink.to(URI.create(world.jdbcUrl().substring(5)).getPort());
    this.owners = new Owners(world.simulator().cloud());
    this.gate = new Gate(owners);
    world.simulator().intercept(gate);
    world.site().intercept(gate);
    // What the first leaves behind lets those that follow start faster.
    startWorker().close();
    startWorker();
  }

  /** Starts everything; logs lie in the directory. */
  static SweepWorld start(Path directory) {
    ClassArchive.keepIn(directory.resolve("class-archives"));
    World world =
        World.start(WorldOptions.temporary(directory).withTimeScale(TIME_SCALE).withTuning(TUNING));
    try {
      return new SweepWorld(world);
    } catch (RuntimeException e) {
      world.close();
      throw e;
    }
  }

  World world() {
    return world;
  }

  SimulatedCloud cloud() {
    return world.simulator().cloud();
  }

  Owners owners() {
    return owners;
  }

  Gate gate() {
    return gate;
  }

  /** The way of all workers to the database. */
  CuttableLink database() {
    return database;
  }

  /** The worker that was started last. */
  JavaProcess worker() {
    return worker;
  }

  /** Starts a worker process, which becomes the one. */
  JavaProcess startWorker() {
    Map<String, String> linked = new HashMap<>();
    linked.put(
        "BREAKWATER_DB_URL",
        world.jdbcUrl().replaceFirst("(//[^/:]+:)\\d+", "$1" + database.port()));
    worker = world.startWorker("worker-" + workers.incrementAndGet(), linked, instead);
    return worker;
  }

  /** From here on workers are of another build: these classes go before those of the same name. */
  void build(List<Path> classes) {
    worker.close();
    instead = List.copyOf(classes);
    startWorker();
  }

  /** A Windows VM with an OS disk and a data disk, ready for failover. */
  ProtectedContext protect() {
    ProtectedContext vm =
        world
            .site()
            .protect(
                ProtectedVm.named("sweep-%05d".formatted(vms.incrementAndGet())).disks(40, 50));
    owners.add(vm);
    return vm;
  }

  @Override
  public void close() {
    try {
      world.close();
    } finally {
      database.close();
    }
  }
}
