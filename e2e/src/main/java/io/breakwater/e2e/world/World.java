package io.breakwater.e2e.world;

import io.breakwater.connection.TemporalAccess;
import io.breakwater.connection.codec.PayloadKeys;
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
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A real Temporal server, a real MariaDB, a simulated site and real worker processes, all on
 * 127.0.0.1, less what is given. Closing it stops everything it started, the newest first.
 */
public final class World implements AutoCloseable {
  private static final String SCHEMA = "migratekit_oma";
  private static final String CODEC_KEYS = "BREAKWATER_CODEC_KEYS";

  private final WorldOptions options;
  private final List<AutoCloseable> parts = new ArrayList<>();
  private DatabaseAccess databaseAccess;
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
    GivenParts given = options.given();
    databaseAccess = given.databaseAccess().orElseGet(this::startDatabase);
    if (given.simulatesSite()) {
      if (!options.persistent()) {
        Leftovers.remove(options.directory());
      }
      simulator = keep(Simulator.of(cloud(), options.ports().control()).start());
      site = keep(openSite());
      simulator.oracle().watchSources(site::sourceRuns);
      site.whenSourceStarts(
          context -> simulator.oracle().sourcePoweredOn(context, simulator.cloud().view()));
      site.start();
      if (given.daemon()) {
        site.daemon().stop();
      }
      if (given.vma()) {
        site.vma().stop();
      }
    }
    if (!given.temporal()) {
      temporal = keep(EmbeddedTemporal.start(temporalOptions()));
    }
    connect();
  }

  private DatabaseAccess startDatabase() {
    database =
        keep(
            EmbeddedDatabase.start(
                new DatabaseOptions(
                    options.kept("database"), options.ports().database(), options.persistent())));
    database.createSchema(SCHEMA);
    return new DatabaseAccess(database.jdbcUrl(SCHEMA), database.user(), database.password());
  }

  private TemporalOptions temporalOptions() {
    return new TemporalOptions(
        options.kept("temporal"), options.ports().temporal(), options.ports().temporalUi());
  }

  private void connect() {
    WorkflowServiceStubsOptions where;
    WorkflowClientOptions as;
    if (temporal == null) {
      ClientConfigProfile profile = profile();
      where = profile.toWorkflowServiceStubsOptions();
      as = profile.toWorkflowClientOptions();
    } else {
      where = WorkflowServiceStubsOptions.newBuilder().setTarget(temporal.address()).build();
      as = WorkflowClientOptions.newBuilder().setNamespace(temporal.namespace()).build();
    }
    try {
      service = WorkflowServiceStubs.newConnectedServiceStubs(where, Duration.ofSeconds(30));
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "Temporal does not answer on " + where.getTarget() + ": " + e.getMessage());
    }
    parts.add(service::shutdownNow);
    client =
        WorkflowClient.newInstance(
            service, as.toBuilder().setDataConverter(payloads().dataConverter()).build());
  }

  /** As its workers write and read them. */
  private TemporalAccess payloads() {
    String keys =
        options.tuning().getOrDefault(CODEC_KEYS, System.getenv().getOrDefault(CODEC_KEYS, ""));
    TemporalAccess plain = TemporalAccess.of(Map.of());
    return keys.isBlank()
        ? plain
        : new TemporalAccess(
            Map.of(), Optional.of(PayloadKeys.read(Path.of(keys))), plain.metrics());
  }

  private static ClientConfigProfile profile() {
    try {
      return ClientConfigProfile.load();
    } catch (IOException e) {
      throw new UncheckedIOException("read the Temporal CLI's profile: " + e.getMessage(), e);
    }
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
                databaseAccess.url(),
                databaseAccess.user(),
                databaseAccess.password(),
                options.directory().resolve("site"),
                simulator.controlUrl(),
                options.timeScale())
            .withPorts(options.ports().daemon(), options.ports().vma(), options.ports().oma())
            .withInjectionTaking(injection);
    return Site.open(simulator.cloud(), where);
  }

  /** Starts another worker process and waits until it polls, or knows what it has to wait for. */
  public JavaProcess startWorker(String name) {
    return startWorker(name, Map.of());
  }

  /** The same with variables that go before those of all workers. */
  public JavaProcess startWorker(String name, Map<String, String> tuning) {
    return startWorker(name, tuning, List.of());
  }

  /**
   * The same with some classes of another build.
   *
   * @param instead directories of classes that go before those of the same name
   */
  public JavaProcess startWorker(String name, Map<String, String> tuning, List<Path> instead) {
    Map<String, String> environment = new Environments(this).worker();
    environment.putAll(tuning);
    JavaProcess worker =
        keep(
            JavaProcess.start(
                name,
                "io.breakwater.worker.WorkerMain",
                environment,
                options.directory().resolve("logs"),
                JavaProcess.SHORT_LIVED,
                instead));
    return worker.awaitLine("breakwater-worker ready", JavaProcess.WAITING);
  }

  /** Whether its gateway takes the tokens of its own, because the environment names no others. */
  public boolean hasOwnTokens() {
    return !System.getenv().containsKey("BREAKWATER_GATEWAY_TOKENS");
  }

  /** The tokens that its gateway takes unless the environment names others. */
  public GatewayAccess gatewayAccess() {
    return GatewayAccess.in(options.directory());
  }

  /** Starts the gateway process and waits until it answers. */
  public JavaProcess startGateway() {
    return startGateway(Map.of());
  }

  /** The same with variables that go before its own. */
  public JavaProcess startGateway(Map<String, String> tuning) {
    return startGateway(JavaProcess.SHORT_LIVED, tuning);
  }

  /** The same with the JVM's options of an installed gateway, to measure it. */
  public JavaProcess startGatewayAsInstalled() {
    return startGateway(JavaProcess.INSTALLED_GATEWAY, Map.of());
  }

  private JavaProcess startGateway(List<String> jvm, Map<String, String> tuning) {
    Map<String, String> environment = new Environments(this).gateway();
    environment.putAll(tuning);
    JavaProcess gateway =
        keep(
            JavaProcess.start(
                "gateway",
                "io.breakwater.gateway.GatewayMain",
                environment,
                options.directory().resolve("logs"),
                jvm,
                List.of()));
    return gateway.awaitLine("listening on ");
  }

  private <T extends AutoCloseable> T keep(T part) {
    parts.add(part);
    return part;
  }

  /** Ours; null when one is given. */
  public EmbeddedDatabase database() {
    return database;
  }

  /** The JDBC URL of the appliance's schema. */
  public String jdbcUrl() {
    return databaseAccess.url();
  }

  /** The database in use, ours or the given one. */
  public DatabaseAccess databaseAccess() {
    return databaseAccess;
  }

  /** Ours; null when one is given. */
  public EmbeddedTemporal temporal() {
    return temporal;
  }

  public WorkflowClient client() {
    return client;
  }

  /** Null when the site is a real one. */
  public Simulator simulator() {
    return simulator;
  }

  /** Null when the site is a real one. */
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
