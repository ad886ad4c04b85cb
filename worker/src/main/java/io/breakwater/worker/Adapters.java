package io.breakwater.worker;

import io.breakwater.activities.await.AsyncSteps;
import io.breakwater.activities.await.JobWatcher;
import io.breakwater.activities.check.GuestChecks;
import io.breakwater.activities.cloudstack.CloudStackConnections;
import io.breakwater.activities.cloudstack.CloudStackRecords;
import io.breakwater.activities.cloudstack.CloudStackStepActivities;
import io.breakwater.activities.cloudstack.CloudStackTimings;
import io.breakwater.activities.frame.ApplianceQueue;
import io.breakwater.activities.frame.ServedAppliance;
import io.breakwater.activities.frame.StepFrame;
import io.breakwater.activities.guest.ApplianceStepActivities;
import io.breakwater.activities.guest.DeviceUsers;
import io.breakwater.activities.guest.FlushConfig;
import io.breakwater.activities.guest.InjectorConfig;
import io.breakwater.activities.guest.InjectorJobs;
import io.breakwater.activities.guest.ProcessInjectors;
import io.breakwater.activities.observation.Observer;
import io.breakwater.activities.observation.Systems;
import io.breakwater.activities.operation.InventoryStepActivities;
import io.breakwater.activities.operation.Ladder;
import io.breakwater.activities.operation.OperationActivitiesHost;
import io.breakwater.activities.replication.ReplicationLook;
import io.breakwater.activities.replication.ReplicationStepActivities;
import io.breakwater.activities.source.SourceStepActivities;
import io.breakwater.activities.volumedaemon.ApplianceLook;
import io.breakwater.activities.volumedaemon.DeviceLinks;
import io.breakwater.activities.volumedaemon.LiveOperations;
import io.breakwater.activities.volumedaemon.VolumeDaemon;
import io.breakwater.activities.volumedaemon.VolumeDaemonConfig;
import io.breakwater.activities.volumedaemon.VolumeDaemonStepActivities;
import io.breakwater.inventory.Inventory;
import io.breakwater.inventory.credential.Credentials;
import io.breakwater.inventory.retention.Retention;
import io.opentelemetry.context.Context;
import io.temporal.client.WorkflowClient;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Every activity of the worker, put together. */
final class Adapters implements AutoCloseable {
  private static final Duration INJECTOR_TICK = Duration.ofMillis(250);
  private static final Duration TURN_TICK = Duration.ofMillis(250);

  private final WorkerConfig config;
  private final Inventory inventory;
  private final Clock clock = Clock.systemUTC();
  private final ScheduledExecutorService scheduler =
      Executors.newScheduledThreadPool(2, threads("breakwater-timer-"));
  // Unbounded on purpose: its work waits for work of the same pool, and slots limit what comes in.
  // What is handed to it belongs to the trace of who hands it over.
  private final ExecutorService pool =
      Context.taskWrapping(Executors.newCachedThreadPool(threads("breakwater-io-")));
  private final AsyncSteps async;
  private final Ladder ladder;
  private final ServedAppliance served;
  private final StepFrame frame;
  private final CloudStackConnections connections;
  private final VolumeDaemon daemon;
  private final LiveOperations operations;
  private final JobWatcher daemonWatcher;
  private final ProcessInjectors injectors;
  private final JobWatcher injectorWatcher;
  private final SourceAdapters source;

  Adapters(WorkerConfig config, Inventory inventory, Credentials credentials) {
    this.config = config;
    this.inventory = inventory;
    this.async =
        new AsyncSteps(clock, config.operations().heartbeat().dividedBy(3), scheduler, pool);
    this.ladder = new Ladder(inventory);
    this.served = new ServedAppliance(inventory.sites(), config.appliance());
    this.frame =
        new StepFrame(
            async,
            inventory.jobLog(),
            inventory.leases(),
            config.operations().leaseTtl(),
            ladder,
            applianceQueue(),
            served);
    this.connections =
        config
            .cloudStack()
            .map(
                given ->
                    new CloudStackConnections(() -> given, cloudStackTimings(), scheduler, pool))
            .orElseGet(
                () -> CloudStackConnections.of(served::site, cloudStackTimings(), scheduler, pool));
    VolumeDaemonConfig daemonConfig =
        VolumeDaemonConfig.at(config.daemon())
            .withLostAfter(config.daemonLostAfter().dividedBy(3), config.daemonLostAfter());
    this.daemon = new VolumeDaemon(daemonConfig);
    this.operations = new LiveOperations(daemon, connections::pendingJobs, daemonConfig, clock);
    this.daemonWatcher =
        new JobWatcher("Volume Daemon", operations, config.watchTick(), scheduler, pool);
    this.injectors =
        new ProcessInjectors(
            InjectorConfig.of(config.injector(), config.stateDirectory(), config.logDirectory()),
            clock);
    this.injectorWatcher =
        new JobWatcher("injector", new InjectorJobs(injectors), INJECTOR_TICK, scheduler, pool);
    this.source = new SourceAdapters(config.source(), inventory, credentials, clock);
  }

  /** The appliance that it runs on. */
  ServedAppliance served() {
    return served;
  }

  private ApplianceQueue applianceQueue() {
    return new ApplianceQueue(
        inventory.turns(), config.applianceTurns(), TURN_TICK, clock, scheduler, pool);
  }

  private CloudStackTimings cloudStackTimings() {
    CloudStackTimings defaults = CloudStackTimings.defaults();
    return new CloudStackTimings(
        defaults.connect(),
        config.cloudStackAnswer(),
        config.watchTick(),
        defaults.poll(),
        config.lostAnswerGrace(),
        defaults.provisioned());
  }

  OperationActivitiesHost operations() {
    Systems systems = systems();
    return new OperationActivitiesHost(
        async, systems, new Observer(systems, pool, clock), config.operations(), served);
  }

  private Systems systems() {
    return new Systems(
        inventory,
        connections,
        daemon,
        operations,
        DeviceLinks.onThisHost(),
        injectors,
        users(),
        source.look(),
        replication());
  }

  private DeviceUsers users() {
    return new DeviceUsers(injectors);
  }

  private ReplicationLook replication() {
    return source.replication(daemon, users());
  }

  ReplicationStepActivities replicationSteps() {
    return new ReplicationStepActivities(frame, inventory, replication(), clock);
  }

  SourceStepActivities sourceSteps() {
    return source.steps(frame, connections);
  }

  InventoryStepActivities inventorySteps() {
    return new InventoryStepActivities(frame, inventory, connections, operations, ladder);
  }

  CloudStackStepActivities cloudStackSteps() {
    return new CloudStackStepActivities(
        frame, connections, CloudStackRecords.of(inventory), source.atStart(), clock);
  }

  VolumeDaemonStepActivities daemonSteps() {
    return new VolumeDaemonStepActivities(
        frame,
        daemon,
        operations,
        daemonWatcher,
        connections,
        inventory,
        ApplianceLook.onThisHost(injectors::alive));
  }

  ApplianceStepActivities applianceSteps() {
    return new ApplianceStepActivities(
        frame,
        daemon,
        connections,
        inventory,
        new FlushConfig(config.flush(), Duration.ofSeconds(60)),
        injectors,
        injectorWatcher,
        new GuestChecks(connections, inventory.machines(), config.checks()),
        clock);
  }

  Greeting greeting() {
    return new Greeting(systems(), served, pool, clock);
  }

  /** Keeps the gauges of operations up to date. */
  void countOperations(WorkflowClient temporal) {
    OperationGauges.over(inventory.operations(), temporal, clock).refreshOn(scheduler);
  }

  /** Deletes records that are older than they are to be kept, now and then. */
  void purge(Retention retention) {
    new Purge(retention, config.purge(), clock).runOn(scheduler);
  }

  /** Hands steps that are under way to whichever worker comes next. */
  void releaseSteps() {
    async.close();
  }

  @Override
  public void close() {
    daemonWatcher.close();
    injectorWatcher.close();
    source.close();
    connections.close();
    daemon.close();
    scheduler.shutdownNow();
    pool.shutdownNow();
  }

  private static ThreadFactory threads(String prefix) {
    AtomicInteger number = new AtomicInteger();
    return runnable -> {
      Thread thread = new Thread(runnable, prefix + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
