package io.breakwater.simulator.oma;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulator.SimulatedService;
import io.breakwater.simulator.daemon.DeviceLinks;
import io.breakwater.simulator.host.Call;
import io.breakwater.simulator.host.Database;
import io.breakwater.simulator.host.HttpFault;
import io.breakwater.simulator.host.HttpHold;
import io.breakwater.simulator.host.Interceptor;
import io.breakwater.simulator.host.JsonServer;
import io.breakwater.simulator.host.Pace;
import io.breakwater.simulator.host.Reply;
import io.breakwater.simulator.oma.ReplicationRows.Context;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The old OMA as far as Breakwater still meets it: it starts replications over {@code POST
 * /api/v1/replications}, by schedule and by hand, and writes the disks attached to the appliance.
 */
public final class OldOma implements SimulatedService, AutoCloseable {

  private static final Set<String> SKIPPED_BY_SCHEDULER =
      Set.of("failed_over_test", "failed_over_live", "cleanup_required");

  private final JsonServer server;
  private final Database database;
  private final ReplicationRows rows;
  private final Clock clock;
  private final Replications replications;

  /** An OMA that is not running yet; {@code port} 0 for any free one, kept over restarts. */
  public OldOma(int port, Database database, DeviceLinks links, Pace pace, Clock clock) {
    this.database = database;
    this.clock = clock;
    this.rows = new ReplicationRows(database, clock);
    this.replications = new Replications(rows, new ReplicaDisk(links), pace);
    this.server = new JsonServer("oma-api", port, pace);
    server.route("GET", "/health", call -> Reply.json(200, Map.of("status", "healthy")));
    server.route("POST", "/api/v1/replications", this::create);
  }

  /** Starts listening and forgets nothing that it did not forget by {@link #stop}. */
  @Override
  public void start() {
    replications.start();
    server.start();
  }

  /** Ends like a killed process: running jobs stay replicating in the database for ever. */
  @Override
  public void stop() {
    server.stop();
    replications.stop();
  }

  /** Where it listens, without a trailing slash. */
  public String url() {
    return server.url();
  }

  /** Puts somebody between all callers and its API. */
  public void intercept(Interceptor between) {
    server.intercept(between);
  }

  /** Makes HTTP requests go wrong. */
  public void add(HttpFault fault) {
    server.add(fault);
  }

  /** Keeps HTTP requests before anything is done. */
  public HttpHold add(HttpHold hold) {
    return server.add(hold);
  }

  /** Ends the HTTP faults and holds, and lets go the replications that are kept. */
  public void clearFaults() {
    server.clearFaults();
    replications.letGo();
  }

  /** Keeps replications of the context from ending. */
  public void keep(String contextId) {
    replications.keep(contextId);
  }

  /** Whether a replication of the context has all but ended and is kept. */
  public boolean keeps(String contextId) {
    return replications.keeps(contextId);
  }

  /** Lets the replications of the context end. */
  public void letGo(String contextId) {
    replications.letGo(contextId);
  }

  /** How the next replication of a context ends; it completes unless told. */
  public void nextReplication(String contextId, ReplicationEnd end) {
    replications.next(contextId, end);
  }

  /** How long a replication lasts in the real system's time; 20 s unless told. */
  public void replicationTakes(Duration duration) {
    replications.takes(duration);
  }

  /** How long a replication lasts, simulated. */
  public Duration replication() {
    return replications.takes();
  }

  /** Cancels a running replication; does nothing when it is over. */
  public void cancel(String jobId) {
    replications.cancel(jobId);
  }

  /**
   * Starts a replication as the scheduler does: not when the scheduler is off for this VM, not in a
   * failed-over or cleanup_required status, not while another replication is active.
   *
   * @return the job's id
   * @throws ReplicationRefused with the reason for skipping it
   */
  public String replicateBySchedule(String contextId) throws ReplicationRefused, SQLException {
    Context context = contextOrRefuse(contextId);
    if (!context.schedulerEnabled()) {
      throw new ReplicationRefused(409, "skipped: scheduler disabled for " + contextId);
    }
    if (SKIPPED_BY_SCHEDULER.contains(context.status())) {
      throw new ReplicationRefused(409, "skipped: VM is in status " + context.status());
    }
    if (rows.hasActiveJob(contextId)) {
      throw new ReplicationRefused(409, "skipped: a replication job is active");
    }
    return begin(context);
  }

  /**
   * Starts a replication by hand: whatever the status says, only a running one stands in its way.
   */
  public String replicateByHand(String contextId) throws ReplicationRefused, SQLException {
    return begin(contextOrRefuse(contextId));
  }

  @Override
  public void close() {
    stop();
    database.close();
  }

  private Reply create(Call call) throws SQLException {
    JsonNode request;
    try {
      request = call.json();
    } catch (JsonProcessingException e) {
      return Reply.error(400, "Invalid JSON: " + e.getOriginalMessage());
    }
    if (request.path("ossea_config_id").asLong() == 0) {
      return Reply.error(400, "ossea_config_id is required");
    }
    try {
      JsonNode vm = request.path("source_vm");
      String jobId = begin(contextOf(vm, request));
      return Reply.json(201, started(jobId, vm));
    } catch (ReplicationRefused e) {
      return Reply.error(e.status(), e.getMessage());
    }
  }

  private Context contextOf(JsonNode vm, JsonNode request) throws ReplicationRefused, SQLException {
    String vmId = vm.path("vm_id").asText(vm.path("id").asText());
    String vcenter = request.path("vcenter_host").asText(vm.path("vcenter_host").asText());
    return rows.contextOfVm(vmId, vcenter)
        .orElseThrow(
            () -> new ReplicationRefused(404, "VM " + vmId + " of " + vcenter + " is unknown"));
  }

  private Context contextOrRefuse(String contextId) throws ReplicationRefused, SQLException {
    return rows.context(contextId)
        .orElseThrow(() -> new ReplicationRefused(404, "VM context " + contextId + " is unknown"));
  }

  private synchronized String begin(Context context) throws ReplicationRefused, SQLException {
    Context now = contextOrRefuse(context.id());
    if (now.currentJobId() != null && !now.currentJobId().isEmpty()) {
      throw new ReplicationRefused(
          409, "VM already has an active replication job: " + now.currentJobId());
    }
    return replications.begin(now.id());
  }

  private Map<String, Object> started(String jobId, JsonNode vm) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("job_id", jobId);
    json.put("status", "replicating");
    json.put("progress_percent", 0);
    json.put("source_vm", vm);
    json.put("created_volumes", List.of());
    json.put("mounted_volumes", List.of());
    json.put("started_at", clock.instant().toString());
    json.put("message", "Migration workflow started successfully");
    return json;
  }
}
