package io.breakwater.simulator.daemon;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulator.daemon.Mappings.Mapping;
import io.breakwater.simulator.host.Call;
import io.breakwater.simulator.host.Database;
import io.breakwater.simulator.host.JsonServer;
import io.breakwater.simulator.host.Reply;
import java.sql.SQLException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The daemon's HTTP interface: mutations answer 201 with a pending operation, lookups 200 or 404.
 */
final class DaemonRoutes {

  private final Database database;
  private final Operations operations;
  private final Mappings mappings;
  private final Clock clock;
  private final Consumer<Operation> background;

  DaemonRoutes(
      Database database,
      Operations operations,
      Mappings mappings,
      Clock clock,
      Consumer<Operation> background) {
    this.database = database;
    this.operations = operations;
    this.mappings = mappings;
    this.clock = clock;
    this.background = background;
  }

  void addTo(JsonServer server) {
    SnapshotRoutes snapshots = new SnapshotRoutes(database, clock);
    server
        .route("GET", "/health", call -> Reply.json(200, health()))
        .route("GET", "/api/v1/health", call -> Reply.json(200, detailedHealth()))
        .route("POST", "/api/v1/volumes", this::create)
        .route("POST", "/api/v1/volumes/{id}/attach", call -> attach(call, false))
        .route("POST", "/api/v1/volumes/{id}/attach-root", call -> attach(call, true))
        .route("POST", "/api/v1/volumes/{id}/detach", call -> onVolume("detach", call))
        .route("DELETE", "/api/v1/volumes/{id}", call -> onVolume("delete", call))
        .route("GET", "/api/v1/volumes/{id}", DaemonRoutes::volumeStub)
        .route("GET", "/api/v1/volumes/{id}/device", this::deviceOfVolume)
        .route("GET", "/api/v1/devices/{path}/volume", this::volumeOfDevice)
        .route("GET", "/api/v1/vms/{id}/volumes", this::volumesOfVm)
        .route("GET", "/api/v1/operations", this::list)
        .route("GET", "/api/v1/operations/{id}", this::operation)
        .route("GET", "/api/v1/exports", this::exports)
        .route("GET", "/api/v1/exports/{id}", this::export)
        .route("POST", "/api/v1/snapshots/track", snapshots::track)
        .route("GET", "/api/v1/snapshots/vm/{id}", snapshots::list)
        .route("DELETE", "/api/v1/snapshots/vm/{id}", snapshots::clear);
  }

  private Reply create(Call call) throws SQLException {
    Optional<JsonNode> body = bodyOf(call);
    if (body.isEmpty()) {
      return badBody(call);
    }
    Map<String, Object> request = new LinkedHashMap<>();
    body.get().properties().forEach(field -> request.put(field.getKey(), field.getValue()));
    return accept("create", "", null, request);
  }

  private Reply attach(Call call, boolean asRoot) throws SQLException {
    Optional<JsonNode> body = bodyOf(call);
    if (body.isEmpty()) {
      return badBody(call);
    }
    // Not even an empty vm_id is refused here; it fails later, inside the operation.
    String vmId = body.get().path("vm_id").asText();
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("volume_id", call.path("id"));
    request.put("vm_id", vmId);
    if (asRoot) {
      request.put("device_id", 0);
    }
    return accept("attach", call.path("id"), vmId, request);
  }

  private Reply onVolume(String type, Call call) throws SQLException {
    return accept(type, call.path("id"), null, Map.of("volume_id", call.path("id")));
  }

  private Reply accept(String type, String volumeId, String vmId, Map<String, ?> request)
      throws SQLException {
    Operation operation = operations.accept(type, volumeId, vmId, request);
    background.accept(operation);
    return Reply.json(201, operation.toJson());
  }

  /** Every error is a 404, also a database that does not answer. */
  private Reply deviceOfVolume(Call call) {
    try {
      return mappingReply(mappings.ofVolume(call.path("id")), "volume " + call.path("id"));
    } catch (SQLException e) {
      return Reply.error(404, "failed to get device mapping: " + e.getMessage());
    }
  }

  private Reply volumeOfDevice(Call call) {
    try {
      return mappingReply(mappings.ofPath(call.path("path")), "device " + call.path("path"));
    } catch (SQLException e) {
      return Reply.error(404, "failed to get device mapping: " + e.getMessage());
    }
  }

  private Reply operation(Call call) {
    try {
      return operations
          .find(call.path("id"))
          .map(operation -> Reply.json(200, operation.toJson()))
          .orElseGet(() -> Reply.error(404, "operation not found: " + call.path("id")));
    } catch (SQLException e) {
      return Reply.error(404, "failed to get operation: " + e.getMessage());
    }
  }

  private Reply list(Call call) throws SQLException {
    String limit = call.query("limit");
    int rows = limit.matches("\\d{1,9}") ? Integer.parseInt(limit) : 0;
    List<Operation> found = operations.list(call.query(), rows);
    return Reply.json(200, found.stream().map(Operation::toJson).toList());
  }

  private Reply volumesOfVm(Call call) throws SQLException {
    return Reply.json(
        200, mappings.ofVm(call.path("id")).stream().map(DaemonRoutes::volumeOfVm).toList());
  }

  private static Map<String, Object> volumeOfVm(Mapping mapping) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("volume_id", mapping.volumeUuid());
    json.put("vm_id", mapping.vmId());
    json.put("device_path", mapping.devicePath());
    json.put("state", "attached");
    json.put("size", mapping.size());
    json.put("cloudstack_data", null);
    return json;
  }

  private static Reply volumeStub(Call call) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("volume_id", call.path("id"));
    json.put("state", "unknown");
    json.put("size", 0);
    json.put("cloudstack_data", null);
    return Reply.json(200, json);
  }

  private Reply exports(Call call) throws SQLException {
    List<Map<String, Object>> exports =
        database.query(Exports::read, Exports.SELECT + " ORDER BY id").stream()
            .filter(export -> Exports.matches(export, call.query()))
            .toList();
    return Reply.json(200, Map.of("exports", exports, "count", exports.size()));
  }

  private Reply export(Call call) throws SQLException {
    return database
        .first(Exports::read, Exports.SELECT + " WHERE volume_id = ?", call.path("id"))
        .map(export -> Reply.json(200, export))
        .orElseGet(() -> Reply.error(404, "export not found for volume " + call.path("id")));
  }

  private Map<String, Object> health() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("status", "healthy");
    json.put("timestamp", clock.instant().toString());
    json.put("service", "volume-management-daemon");
    json.put("version", "1.0.0");
    return json;
  }

  private Map<String, Object> detailedHealth() {
    boolean databaseAnswers = databaseAnswers();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("status", databaseAnswers ? "healthy" : "unhealthy");
    json.put("timestamp", clock.instant().toString());
    json.put("cloudstack_health", "not_implemented");
    json.put("database_health", databaseAnswers ? "healthy" : "unhealthy");
    json.put("device_monitor", "not_implemented");
    json.put("details", Map.of("implementation_status", "core_complete"));
    return json;
  }

  private boolean databaseAnswers() {
    try {
      return database.first(row -> row.getInt(1), "SELECT 1").isPresent();
    } catch (SQLException e) {
      return false;
    }
  }

  private static Reply mappingReply(Optional<Mapping> mapping, String what) {
    return mapping
        .map(found -> Reply.json(200, found.toJson()))
        .orElseGet(() -> Reply.error(404, "device mapping not found for " + what));
  }

  private static Optional<JsonNode> bodyOf(Call call) {
    try {
      return Optional.of(call.json());
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static Reply badBody(Call call) {
    return Reply.error(400, call.body().isEmpty() ? "EOF" : "invalid character in request body");
  }
}
