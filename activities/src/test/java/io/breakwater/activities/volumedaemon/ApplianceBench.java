package io.breakwater.activities.volumedaemon;

import static org.awaitility.Awaitility.await;

import io.breakwater.activities.await.AsyncSteps;
import io.breakwater.activities.await.JobEnd;
import io.breakwater.activities.await.JobWatcher;
import io.breakwater.activities.cloudstack.CloudStackConnections;
import io.breakwater.activities.cloudstack.CloudStackTimings;
import io.breakwater.activities.frame.ApplianceQueue;
import io.breakwater.activities.frame.ServedAppliance;
import io.breakwater.activities.frame.StepFrame;
import io.breakwater.activities.operation.Ladder;
import io.breakwater.inventory.Database;
import io.breakwater.inventory.DatabaseConfig;
import io.breakwater.inventory.Inventory;
import io.breakwater.simulator.Simulator;
import io.breakwater.simulator.embedded.EmbeddedDatabase;
import io.breakwater.simulator.site.ProtectedVm;
import io.breakwater.simulator.site.Site;
import io.breakwater.simulator.site.SiteOptions;
import io.breakwater.vm.MachineId;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;

/** A simulated site with everything of ours that stands between a step and it. */
public final class ApplianceBench implements AutoCloseable {
  private static final double SCALE = 0.01;
  private static final AtomicInteger NAMES = new AtomicInteger();
  private static final Duration TICK = Duration.ofMillis(50);

  private final Simulator simulator = Simulator.started(SCALE);
  private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(2);
  private final ExecutorService pool = Executors.newCachedThreadPool();
  private final Site site;
  private final Database database;
  private final Inventory inventory;
  private final CloudStackConnections connections;
  private final VolumeDaemonConfig config;
  private final VolumeDaemon daemon;
  private final ApplianceQueue queue;

  /** Opens a site in this directory. */
  public ApplianceBench(Path directory) {
    EmbeddedDatabase server = EmbeddedDatabase.shared();
    String url = server.jdbcUrl(server.freshSchema());
    site =
        Site.open(
            simulator.cloud(),
            SiteOptions.of(
                url, server.user(), server.password(), directory, simulator.controlUrl(), SCALE));
    site.start();
    database = Database.open(new DatabaseConfig(url, server.user(), server.password(), 8));
    database.migrate();
    inventory = Inventory.over(database.jdbi());
    CloudStackTimings timings =
        new CloudStackTimings(
            Duration.ofSeconds(2), Duration.ofSeconds(5), TICK, TICK, TICK, Duration.ofSeconds(5));
    connections = CloudStackConnections.of(inventory.sites()::active, timings, scheduler, pool);
    config =
        VolumeDaemonConfig.at(URI.create(site.daemon().url()))
            .withLostAfter(Duration.ofMillis(500), Duration.ofMillis(1500));
    daemon = new VolumeDaemon(config);
    queue =
        new ApplianceQueue(
            inventory.turns(),
            ApplianceQueue.OUTSTANDING,
            TICK,
            Clock.systemUTC(),
            scheduler,
            pool);
  }

  /** A frame over the real lease and job log. */
  public StepFrame frame() {
    AsyncSteps async = new AsyncSteps(Clock.systemUTC(), Duration.ofSeconds(1), scheduler, pool);
    return new StepFrame(
        async,
        inventory.jobLog(),
        inventory.leases(),
        Duration.ofSeconds(90),
        new Ladder(inventory),
        queue,
        new ServedAppliance(inventory.sites(), Optional.empty()));
  }

  /** A watcher over a source of jobs. */
  public JobWatcher watcher(String name, io.breakwater.activities.await.JobSource source) {
    return new JobWatcher(name, source, TICK, scheduler, pool);
  }

  /** The daemon's steps, as a worker on the appliance has them. */
  public VolumeDaemonStepActivities daemonSteps() {
    LiveOperations operations = operations();
    return new VolumeDaemonStepActivities(
        frame(),
        daemon,
        operations,
        watcher("volume daemon", operations),
        connections,
        inventory,
        new ApplianceLook(DeviceLinks.onThisHost(), Duration.ofSeconds(1), volume -> false));
  }

  LiveOperations operations() {
    return new LiveOperations(
        daemon, () -> connections.cloud().pendingJobs(), config, Clock.systemUTC());
  }

  /** A new VM of so many disks, with an operation that holds its lease. */
  public ProtectedBench protect(int disks) {
    Integer[] sizes = new Integer[disks];
    java.util.Arrays.fill(sizes, 10);
    String name = "vm-" + NAMES.incrementAndGet();
    return new ProtectedBench(this, site.protect(ProtectedVm.named(name).disks(sizes)));
  }

  /** Waits for a job of CloudStack. */
  public void awaitJob(String job) {
    JobEnd end =
        await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> connections.cloud().job(job), java.util.Optional::isPresent)
            .orElseThrow();
    if (!(end instanceof JobEnd.Succeeded)) {
      throw new IllegalStateException("job " + job + ": " + end);
    }
  }

  /** Ends all faults. */
  public void clearFaults() {
    site.daemon().clearFaults();
    simulator.cloud().faults().clear();
  }

  public Simulator simulator() {
    return simulator;
  }

  public Site site() {
    return site;
  }

  public Inventory inventory() {
    return inventory;
  }

  /** For what is not part of the inventory. */
  public Jdbi jdbi() {
    return database.jdbi();
  }

  public CloudStackConnections connections() {
    return connections;
  }

  public VolumeDaemon daemon() {
    return daemon;
  }

  public MachineId appliance() {
    return new MachineId(site.applianceVmId());
  }

  @Override
  public void close() {
    daemon.close();
    connections.close();
    scheduler.shutdownNow();
    pool.shutdownNow();
    database.close();
    site.close();
    simulator.close();
  }
}
