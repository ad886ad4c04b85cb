package io.breakwater.simulator.daemon;

import io.breakwater.simulator.SimulatedService;
import io.breakwater.simulator.host.Database;
import io.breakwater.simulator.host.HttpFault;
import io.breakwater.simulator.host.Interceptor;
import io.breakwater.simulator.host.JsonServer;
import io.breakwater.simulator.host.Pace;
import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Volume Daemon on 127.0.0.1. It calls CloudStack and writes its tables as the real one does, and
 * what it was doing is lost when it stops: the rows of those operations stay as they are for ever.
 */
public final class VolumeDaemon implements SimulatedService, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(VolumeDaemon.class);

  private final JsonServer server;
  private final Database database;
  private final Operations operations;
  private final VolumeWork work;
  private ExecutorService background;

  /**
   * A daemon that is not running yet.
   *
   * @param port 0 for any free one; kept over restarts
   * @param database the appliance's schema, with an active {@code ossea_configs} row
   * @param config which row it goes by
   */
  public VolumeDaemon(
      int port, Database database, ConfigRow config, DeviceLinks links, Pace pace, Clock clock) {
    this.database = database;
    this.operations = new Operations(database, clock);
    Mappings mappings = new Mappings(database, config, clock);
    this.work = new VolumeWork(database, config, mappings, links, pace);
    this.server = new JsonServer("volume-daemon", port, pace);
    new DaemonRoutes(database, operations, mappings, clock, this::begin).addTo(server);
  }

  /** Starts listening; does nothing when it does already. */
  @Override
  public synchronized void start() {
    if (background == null) {
      background =
          Executors.newCachedThreadPool(
              task -> JsonServer.daemonThread(task, "volume-daemon-operation"));
    }
    server.start();
  }

  /** Stops as a killed process does: no connection, and operations in progress are forgotten. */
  @Override
  public synchronized void stop() {
    server.stop();
    if (background == null) {
      return;
    }
    background.shutdownNow();
    try {
      if (!background.awaitTermination(5, TimeUnit.SECONDS)) {
        log.warn("an operation of the stopped daemon still runs");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    background = null;
  }

  /** Stops and starts again on the same port. */
  public synchronized void restart() {
    stop();
    start();
  }

  /** Where it listens, without a trailing slash. */
  public String url() {
    return server.url();
  }

  /** Puts somebody between all callers and its API. */
  public void intercept(Interceptor between) {
    server.intercept(between);
  }

  /** Makes HTTP requests to the daemon go wrong. */
  public void add(HttpFault fault) {
    server.add(fault);
  }

  /** Makes accepted operations go wrong. */
  public void add(DaemonFault fault) {
    work.add(fault);
  }

  /** Ends all faults; what they did already stays. */
  public void clearFaults() {
    server.clearFaults();
    work.clearFaults();
  }

  @Override
  public void close() {
    stop();
    database.close();
  }

  private synchronized void begin(Operation operation) {
    if (background != null) {
      background.execute(() -> carryOut(operation));
    }
  }

  private void carryOut(Operation operation) {
    try {
      operations.executing(operation.id());
      operations.completed(operation.id(), work.run(operation));
    } catch (OperationFailed e) {
      fail(operation, e.getMessage());
    } catch (SQLException e) {
      log.warn("operation {} cannot be recorded: {}", operation.id(), e.toString());
    } catch (InterruptedException e) {
      log.debug("operation {} forgotten by a restart", operation.id(), e);
    } catch (RuntimeException e) {
      log.error("operation {} ended unexpectedly", operation.id(), e);
      fail(operation, "panic: " + e);
    }
  }

  private void fail(Operation operation, String error) {
    try {
      operations.failed(operation.id(), error);
    } catch (SQLException e) {
      log.warn("failure of operation {} cannot be recorded: {}", operation.id(), e.toString());
    }
  }
}
