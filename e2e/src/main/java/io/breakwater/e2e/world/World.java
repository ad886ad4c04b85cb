package io.breakwater.e2e.world;

import io.breakwater.simulator.Simulator;
import io.breakwater.simulator.cloud.SimulatedCloud;
import io.breakwater.simulator.cloud.SimulatedCloudBuilder;
import io.breakwater.simulator.embedded.DatabaseOptions;
import io.breakwater.simulator.embedded.EmbeddedDatabase;
import io.breakwater.simulator.embedded.EmbeddedTemporal;
import io.breakwater.simulator.embedded.TemporalOptions;
import io.breakwater.simulator.site.Site;
import io.breakwater.simulator.site.SiteOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A real Temporal server, a real MariaDB, a simulated site and real worker processes, all on
 * 127.0.0.1. Closing it stops everything it started, the newest first.
 */
public final class World implements AutoCloseable {
  private static final String SCHEMA = "migratekit_oma";

  private final WorldOptions options;
  private final List<AutoCloseable> parts = new ArrayList<>();
  private EmbeddedDatabase database;
  private EmbeddedTemporal temporal;
  private Simulator simulator;
  private Site site;
  private WorkflowServiceStubs service;
  private WorkflowClient client;

  private World(WorldOptions options) {
    this.options = options;
  }

  /** Starts all but workers and gateway; what was started is stopped again when a part fails. */
  public static World start(WorldOptions options) {
    World world = new World(options);
    try {
      world.startParts();
      return world;
    } catch (RuntimeException e) {
      world.close();
      throw e;
    }
  }

  private void startParts() {
    database =
        keep(
            EmbeddedDatabase.start(
                new DatabaseOptions(
                    options.kept("database"), options.ports().database(), options.persistent())));
    database.createSchema(SCHEMA);
    simulator = keep(Simulator.of(cloud(), options.ports().control()).start());
    site = keep(openSite());
    site.start();
    temporal =
        keep(
            EmbeddedTemporal.start(
                new TemporalOptions(
                    options.kept("temporal"),
                    options.ports().temporal(),
                    options.ports().temporalUi())));
    service =
        WorkflowServiceStubs.newConnectedServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(temporal.address()).build(),
            Duration.ofSeconds(30));
    parts.add(service::shutdownNow);
    client =
        WorkflowClient.newInstance(
            service, WorkflowClientOptions.newBuilder().setNamespace(temporal.namespace()).build());
  }

  private SimulatedCloudBuilder cloud() {
    SimulatedCloudBuilder builder =
        SimulatedCloud.builder().timeScale(options.timeScale()).port(options.ports().cloudStack());
    options.kept("cloud.json").ifPresent(builder::stateFile);
    return builder;
  }

  private Site openSite() {
    Duration injection =
        Duration.ofNanos((long) (options.injection().toNanos() * options.timeScale()));
    SiteOptions where =
        SiteOptions.of(
                database.jdbcUrl(SCHEMA),
                database.user(),
                database.password(),
                options.directory().resolve("site"),
                simulator.controlUrl(),
                options.timeScale())
            .withPorts(options.ports().daemon(), options.ports().vma(), options.ports().oma())
            .withInjectionTaking(injection);
    return Site.open(simulator.cloud(), where);
  }

  /** Starts another worker process and waits until it polls. */
  public JavaProcess startWorker(String name) {
    JavaProcess worker =
        keep(
            JavaProcess.start(
                name,
                "io.breakwater.worker.WorkerMain",
                environment(),
                options.directory().resolve("logs")));
    return worker.awaitLine("breakwater-worker ready");
  }

  /** Starts the gateway process and waits until it answers. */
  public JavaProcess startGateway() {
    Map<String, String> environment = new HashMap<>(environment());
    environment.put("BREAKWATER_GATEWAY_PORT", String.valueOf(options.ports().gateway()));
    JavaProcess gateway =
        keep(
            JavaProcess.start(
                "gateway",
                "io.breakwater.gateway.GatewayMain",
                environment,
                options.directory().resolve("logs")));
    return gateway.awaitLine("listening on ");
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("TEMPORAL_ADDRESS", temporal.address());
    environment.put("TEMPORAL_NAMESPACE", temporal.namespace());
    environment.put("BREAKWATER_DB_URL", database.jdbcUrl(SCHEMA));
    environment.put("BREAKWATER_DB_USER", database.user());
    environment.put("BREAKWATER_DB_PASSWORD", database.password());
    environment.put("BREAKWATER_DAEMON_URL", site.daemon().url());
    environment.put("BREAKWATER_INJECTOR", site.injectorCommand().toString());
    environment.put("BREAKWATER_STATE_DIR", options.directory().resolve("state").toString());
    environment.put("BREAKWATER_LOG_DIR", options.directory().resolve("logs").toString());
    environment.put("BREAKWATER_INSTALLATION", "breakwater");
    environment.putAll(options.tuning());
    return environment;
  }

  private <T extends AutoCloseable> T keep(T part) {
    parts.add(part);
    return part;
  }

  public EmbeddedDatabase database() {
    return database;
  }

  /** The JDBC URL of the appliance's schema. */
  public String jdbcUrl() {
    return database.jdbcUrl(SCHEMA);
  }

  public EmbeddedTemporal temporal() {
    return temporal;
  }

  public WorkflowClient client() {
    return client;
  }

  public Simulator simulator() {
    return simulator;
  }

  public Site site() {
    return site;
  }

  public WorldOptions options() {
    return options;
  }

  @Override
  public void close() {
    RuntimeException failure = null;
    for (int i = parts.size() - 1; i >= 0; i--) {
      try {
        parts.get(i).close();
      } catch (Exception e) {
        if (failure == null) {
          failure = new IllegalStateException("stop what was started: " + e.getMessage(), e);
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    parts.clear();
    if (failure != null) {
      throw failure;
    }
  }
}
