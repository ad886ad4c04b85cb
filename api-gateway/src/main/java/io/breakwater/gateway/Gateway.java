package io.breakwater.gateway;

import io.breakwater.connection.TemporalConnection;
import io.breakwater.gateway.codec.CodecEndpoints;
import io.breakwater.gateway.explorer.ExplorerEndpoints;
import io.breakwater.gateway.gui.GuiEndpoints;
import io.breakwater.gateway.health.HealthEndpoints;
import io.breakwater.gateway.health.TemporalProbe;
import io.breakwater.gateway.http.Endpoints;
import io.breakwater.gateway.http.HttpServer;
import io.breakwater.gateway.http.Listener;
import io.breakwater.gateway.http.LocalCallers;
import io.breakwater.gateway.http.Refused;
import io.breakwater.gateway.old.PassOn;
import io.breakwater.gateway.operation.Inspections;
import io.breakwater.gateway.operation.Steering;
import io.breakwater.gateway.operation.TemporalOperations;
import io.breakwater.gateway.operation.TemporalTrouble;
import io.breakwater.gateway.security.Gate;
import io.breakwater.gateway.security.SecurityConfig;
import io.breakwater.gateway.vm.VmLookup;
import io.breakwater.inventory.Database;
import io.breakwater.inventory.context.Contexts;
import io.breakwater.inventory.request.RequestLog;
import io.breakwater.settings.Build;
import io.temporal.client.WorkflowClient;
import io.temporal.payload.codec.PayloadCodec;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
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
      AtomicReference<String> oneTime = new AtomicReference<>();
      Gate gate = gate(config, database, clock, oneTime::set);
      HttpServer server =
          new HttpServer(
              listener(config),
              gate,
              endpoints(config, database, client, clock, gate),
              failure -> translate(failure, client));
      server.start();
      Gateway gateway = new Gateway(config, database, server);
      if (oneTime.get() != null) {
        LOG.info(
            "no tokens are configured; until this gateway ends, sign in with {}/#token={}",
            gateway.url(),
            oneTime.get());
      }
      LOG.info("listening on {}", gateway.url());
      return gateway;
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private static Listener listener(GatewayConfig config) {
    SecurityConfig.Keystore store = config.security().keystore();
    return new Listener(
        config.host(),
        config.port(),
        config.idle(),
        store == null ? null : store.file(),
        store == null ? null : store.password());
  }

  private static Gate gate(
      GatewayConfig config, Database database, Clock clock, Consumer<String> announce) {
    return Gate.of(
        new LocalCallers(!config.isLoopback()),
        config.security(),
        new RequestLog(database.jdbi()),
        clock,
        announce);
  }

  private static List<Endpoints> endpoints(
      GatewayConfig config, Database database, WorkflowClient client, Clock clock, Gate gate) {
    VmLookup vms = new VmLookup(new Contexts(database.jdbi()));
    TemporalOperations temporal = new TemporalOperations(client, clock);
    Inspections inspections = new Inspections(client, INSPECTION_PATIENCE);
    Steering steering = new Steering(client, config.temporalPatience());
    List<Endpoints> all = new ArrayList<>();
    all.add(
        new HealthEndpoints(
            database,
            new TemporalProbe(client, HEALTH_PATIENCE),
            Build.current().version(),
            clock));
    all.add(gate.sessions(config.security().keystore() != null));
    all.addAll(
        new OldApi(database, client, vms, temporal, inspections, steering, clock).endpoints());
    all.addAll(
        new NativeApi(config, database, client, vms, temporal, inspections, steering, clock)
            .endpoints());
    all.add(new GuiEndpoints());
    all.add(new ExplorerEndpoints());
    if (client.getOptions().getDataConverter() instanceof PayloadCodec codec) {
      all.add(new CodecEndpoints(codec));
    }
    if (config.oma() != null) {
      all.add(new PassOn(config.oma().url(), config.oma().token()));
    }
    return List.copyOf(all);
  }

  private static Refused translate(Throwable failure, WorkflowClient client) {
    Refused database = DatabaseTrouble.of(failure);
    return database != null
        ? database
        : TemporalTrouble.of(failure, client.getWorkflowServiceStubs().getOptions().getTarget());
  }

  /** Where it answers, without a slash at the end. */
  public String url() {
    String host = config.host().contains(":") ? "[" + config.host() + "]" : config.host();
    String scheme = config.security().keystore() == null ? "http://" : "https://";
    return scheme + host + ":" + server.port();
  }

  /** Stops listening, then closes the database's connections. */
  @Override
  public void close() {
    server.close();
    database.close();
  }
}
