package io.breakwater.gateway;

import io.breakwater.gateway.failover.CleanupEndpoints;
import io.breakwater.gateway.failover.CommitEndpoints;
import io.breakwater.gateway.failover.DryRuns;
import io.breakwater.gateway.failover.OlderStartEndpoints;
import io.breakwater.gateway.failover.PreflightEndpoints;
import io.breakwater.gateway.failover.ReadinessEndpoints;
import io.breakwater.gateway.failover.RecoveryEndpoints;
import io.breakwater.gateway.failover.RollbackDecision;
import io.breakwater.gateway.failover.RollbackEndpoints;
import io.breakwater.gateway.failover.StatusEndpoints;
import io.breakwater.gateway.failover.SteeringEndpoints;
import io.breakwater.gateway.failover.UnifiedEndpoints;
import io.breakwater.gateway.gui.GuiEndpoints;
import io.breakwater.gateway.health.HealthEndpoints;
import io.breakwater.gateway.health.TemporalProbe;
import io.breakwater.gateway.http.Endpoints;
import io.breakwater.gateway.http.HttpServer;
import io.breakwater.gateway.http.Refused;
import io.breakwater.gateway.operation.Ends;
import io.breakwater.gateway.operation.Inspections;
import io.breakwater.gateway.operation.Steering;
import io.breakwater.gateway.operation.TemporalOperations;
import io.breakwater.gateway.operation.TemporalTrouble;
import io.breakwater.gateway.vm.VmContextEndpoints;
import io.breakwater.gateway.vm.VmLookup;
import io.breakwater.inventory.Database;
import io.breakwater.inventory.context.Contexts;
import io.breakwater.inventory.operation.Operations;
import io.breakwater.inventory.replication.Replications;
import io.temporal.client.WorkflowClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway, put together: REST on one side, Temporal and the database on the other. Both may be
 * away when it starts and at any time after; requests that need them are answered 503 then.
 */
public final class Gateway implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
  private static final Duration INSPECTION_PATIENCE = Duration.ofSeconds(60);
  private static final Duration HEALTH_PATIENCE = Duration.ofSeconds(2);

  private final GatewayConfig config;
  private final Database database;
  private final HttpServer server;

  private Gateway(GatewayConfig config, Database database, HttpServer server) {
    this.config = config;
    this.database = database;
    this.server = server;
  }

  /**
   * Starts a gateway.
   *
   * @param client its Temporal client; stays the caller's. Build its stubs with {@link
   *     TemporalConnection}, so that calls give up in time
   */
  public static Gateway start(GatewayConfig config, WorkflowClient client, Clock clock) {
    Database database = Database.open(config.database());
    try {
      HttpServer server =
          new HttpServer(
              config.host(),
              config.port(),
              config.idle(),
              config.insecure(),
              endpoints(config, database, client, clock),
              failure -> translate(failure, client));
      server.start();
      Gateway gateway = new Gateway(config, database, server);
      LOG.info("listening on {}", gateway.url());
      if (config.insecure()) {
        LOG.warn("BREAKWATER_GATEWAY_INSECURE=true: no authentication, and any host may call");
      }
      return gateway;
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private static List<Endpoints> endpoints(
      GatewayConfig config, Database database, WorkflowClient client, Clock clock) {
    VmLookup vms = new VmLookup(new Contexts(database.jdbi()));
    TemporalOperations temporal = new TemporalOperations(client, clock);
    Ends ends = new Ends(client);
    Inspections inspections = new Inspections(client, INSPECTION_PATIENCE);
    DryRuns dryRuns = new DryRuns(inspections);
    Operations records = new Operations(database.jdbi());
    Steering steering = new Steering(client, config.temporalPatience());
    return List.of(
        new HealthEndpoints(database, new TemporalProbe(client, HEALTH_PATIENCE), version(), clock),
        new PreflightEndpoints(vms, dryRuns, clock),
        new UnifiedEndpoints(vms, temporal, dryRuns, clock),
        new OlderStartEndpoints(vms, temporal, dryRuns, clock),
        new CleanupEndpoints(vms, temporal, ends, dryRuns, clock),
        new RollbackEndpoints(vms, temporal, dryRuns, clock),
        new RollbackDecision(vms, inspections),
        new CommitEndpoints(vms, temporal, ends, dryRuns, clock),
        new RecoveryEndpoints(vms, temporal, ends, dryRuns, clock),
        new SteeringEndpoints(records, temporal, ends, vms, steering),
        new ReadinessEndpoints(vms, temporal, new Replications(database.jdbi()), dryRuns, clock),
        new StatusEndpoints(records, temporal, ends, vms, clock),
        new VmContextEndpoints(database, vms),
        new GuiEndpoints());
  }

  private static Refused translate(Throwable failure, WorkflowClient client) {
    Refused database = DatabaseTrouble.of(failure);
    return database != null
        ? database
        : TemporalTrouble.of(failure, client.getWorkflowServiceStubs().getOptions().getTarget());
  }

  private static String version() {
    String version = Gateway.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /** Where it answers, without a slash at the end. */
  public String url() {
    String host = config.host().contains(":") ? "[" + config.host() + "]" : config.host();
    return "http://" + host + ":" + server.port();
  }

  /** Stops listening, then closes the database's connections. */
  @Override
  public void close() {
    server.close();
    database.close();
  }
}
