package io.breakwater.worker;

import io.breakwater.activities.frame.ServedAppliance;
import io.breakwater.connection.TemporalAccess;
import io.breakwater.connection.TemporalConnection;
import io.breakwater.connection.trace.Traces;
import io.breakwater.inventory.Database;
import io.breakwater.inventory.Inventory;
import io.breakwater.inventory.credential.Credentials;
import io.breakwater.inventory.retention.Retention;
import io.breakwater.inventory.site.SiteNotConfigured;
import io.breakwater.operation.BatchWorkflow;
import io.breakwater.operation.CleanupWorkflow;
import io.breakwater.operation.CommitWorkflow;
import io.breakwater.operation.EndOfTestWorkflow;
import io.breakwater.operation.InspectWorkflow;
import io.breakwater.operation.LiveFailoverWorkflow;
import io.breakwater.operation.Queues;
import io.breakwater.operation.RecoveryWorkflow;
import io.breakwater.operation.RollbackWorkflow;
import io.breakwater.operation.SearchAttributes;
import io.breakwater.operation.SubmitWorkflow;
import io.breakwater.operation.TestFailoverWorkflow;
import io.breakwater.vm.MachineId;
import io.temporal.common.VersioningBehavior;
import io.temporal.common.converter.DataConverterException;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerDeploymentOptions;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.WorkflowImplementationOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker on all of Breakwater's task queues. */
final class BreakwaterWorker implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(BreakwaterWorker.class);
  private static final Duration DRAIN = Duration.ofSeconds(20);
  private static final Duration SITE_PAUSE = Duration.ofSeconds(5);
  private static final int FIRST_VIRTUAL_THREADS = 21;
  private static final int WORKFLOW_TASKS =
      Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
  private static final Duration DEADLOCK = Duration.ofSeconds(10);

  private final Database database;
  private final TemporalConnection temporal;
  private final Adapters adapters;
  private final WorkerFactory factory;
  private final Optional<MetricsEndpoint> metrics;
  private final Optional<Traces> traces;

  private BreakwaterWorker(
      Database database,
      TemporalConnection temporal,
      Adapters adapters,
      WorkerFactory factory,
      Optional<MetricsEndpoint> metrics,
      Optional<Traces> traces) {
    this.metrics = metrics;
    this.traces = traces;
    this.database = database;
    this.temporal = temporal;
    this.adapters = adapters;
    this.factory = factory;
  }

  /** Brings the schema up to date, registers search attributes and starts polling. */
  static BreakwaterWorker start(WorkerConfig config) throws IOException, InterruptedException {
    // First: whoever asks for traces before gets none for good.
    Optional<Traces> traces = config.traces().map(to -> Traces.start(to, "breakwater-worker"));
    Database database = Database.open(config.database());
    database.migrate();
    Inventory inventory = Inventory.over(database.jdbi());
    Optional<MetricsEndpoint> metrics = metrics(config);
    TemporalAccess access = config.temporal();
    TemporalConnection temporal =
        TemporalConnection.connect(
            metrics.map(m -> access.reportingTo(m.temporalScope())).orElse(access));
    temporal.register(SearchAttributes.all());
    Adapters adapters =
        new Adapters(config, inventory, new Credentials(database.jdbi(), config.source().key()));
    WorkerFactory factory = WorkerFactory.newInstance(temporal.client(), factoryOptions(traces));
    MachineId appliance = awaitAppliance(adapters.served());
    adapters.greeting().greet();
    BreakwaterWorker worker =
        new BreakwaterWorker(database, temporal, adapters, factory, metrics, traces);
    metrics.ifPresent(served -> adapters.countOperations(temporal.client()));
    worker.host(config, appliance);
    adapters.purge(new Retention(database.jdbi()));
    factory.start();
    log.info("worker polls {} for appliance {}", Queues.MAIN, appliance);
    config
        .deployment()
        .ifPresent(v -> log.info("build {} of {}", v.getBuildId(), v.getDeploymentName()));
    return worker;
  }

  private static Optional<MetricsEndpoint> metrics(WorkerConfig config) throws IOException {
    if (config.metrics().isEmpty()) {
      return Optional.empty();
    }
    MetricsEndpoint endpoint = MetricsEndpoint.start(config.metrics().get());
    log.info("metrics on {}", endpoint.address());
    return Optional.of(endpoint);
  }

  /** A fresh installation has no CloudStack configured yet; that is no reason to crash. */
  private static MachineId awaitAppliance(ServedAppliance served) throws InterruptedException {
    boolean told = false;
    while (true) {
      try {
        return served.site().appliance();
      } catch (SiteNotConfigured missing) {
        if (!told) {
          log.warn("waiting: {}", missing.getMessage());
          told = true;
        }
        TimeUnit.MILLISECONDS.sleep(SITE_PAUSE.toMillis());
      }
    }
  }

  private void host(WorkerConfig config, MachineId appliance) {
    Worker main = factory.newWorker(Queues.MAIN, options(50, config));
    main.registerWorkflowImplementationTypes(
        TestFailoverWorkflow.class,
        CleanupWorkflow.class,
        RollbackWorkflow.class,
        RecoveryWorkflow.class,
        LiveFailoverWorkflow.class,
        CommitWorkflow.class,
        EndOfTestWorkflow.class);
    main.registerWorkflowImplementationTypes(
        failingOnBadInput(), SubmitWorkflow.class, InspectWorkflow.class, BatchWorkflow.class);
    Object[] ofTheVm = {adapters.operations(), adapters.inventorySteps()};
    main.registerActivitiesImplementations(ofTheVm);
    WorkerOptions few = options(50, config);
    WorkerOptions many = options(config.cloudStackSlots(), config);
    hostSteps(Queues.own(Queues.MAIN, appliance), few, ofTheVm);
    for (String queue : List.of(Queues.CLOUDSTACK, Queues.own(Queues.CLOUDSTACK, appliance))) {
      hostSteps(queue, many, adapters.cloudStackSteps());
    }
    for (String queue : List.of(Queues.DAEMON, Queues.own(Queues.DAEMON, appliance))) {
      hostSteps(queue, many, adapters.daemonSteps());
    }
    hostSteps(
        Queues.appliance(appliance),
        few,
        adapters.applianceSteps(),
        adapters.sourceSteps(),
        adapters.replicationSteps());
  }

  private void hostSteps(String queue, WorkerOptions options, Object... activities) {
    factory.newWorker(queue, options).registerActivitiesImplementations(activities);
  }

  /**
   * What people type may be unreadable: these say so at once. An operation waits for a worker that
   * can read its history instead.
   */
  private static WorkflowImplementationOptions failingOnBadInput() {
    return WorkflowImplementationOptions.newBuilder()
        .setFailWorkflowExceptionTypes(DataConverterException.class)
        .build();
  }

  /** In a deployment an operation stays with the build that began it. */
  private static WorkerOptions options(int slots, WorkerConfig config) {
    WorkerOptions.Builder options =
        WorkerOptions.newBuilder(options(slots))
            .setStickyQueueScheduleToStartTimeout(config.sticky());
    config
        .deployment()
        .ifPresent(
            version ->
                options.setDeploymentOptions(
                    WorkerDeploymentOptions.newBuilder()
                        .setUseVersioning(true)
                        .setVersion(version)
                        .setDefaultVersioningBehavior(VersioningBehavior.PINNED)
                        .build()));
    return options.build();
  }

  /**
   * A worker that starts while many operations are under way replays them all, cold. All at once
   * they keep each other from the processor for longer than the second after which the SDK takes a
   * workflow for deadlocked and lets it wait for another try.
   */
  static WorkerOptions options(int slots) {
    return WorkerOptions.newBuilder()
        .setMaxConcurrentActivityExecutionSize(slots)
        .setMaxConcurrentWorkflowTaskExecutionSize(WORKFLOW_TASKS)
        .setDefaultDeadlockDetectionTimeout(DEADLOCK.toMillis())
        .setUsingVirtualThreads(virtualThreads())
        .build();
  }

  private static WorkerFactoryOptions factoryOptions(Optional<Traces> traces) {
    return WorkerFactoryOptions.newBuilder()
        .setUsingVirtualWorkflowThreads(virtualThreads())
        .setWorkerInterceptors(
            traces.stream().map(Traces::interceptor).toArray(WorkerInterceptor[]::new))
        .build();
  }

  private static boolean virtualThreads() {
    return Runtime.version().feature() >= FIRST_VIRTUAL_THREADS;
  }

  /** Stops polling, hands steps under way to another worker, and closes what was opened. */
  @Override
  public void close() {
    factory.shutdown();
    adapters.releaseSteps();
    factory.awaitTermination(DRAIN.toMillis(), TimeUnit.MILLISECONDS);
    factory.shutdownNow();
    adapters.close();
    temporal.close();
    traces.ifPresent(Traces::close);
    metrics.ifPresent(MetricsEndpoint::close);
    database.close();
  }
}
