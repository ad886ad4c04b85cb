package io.breakwater.simulator.daemon;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulator.daemon.DaemonFault.Kind;
import io.breakwater.simulator.daemon.Mappings.Mapping;
import io.breakwater.simulator.host.Database;
import io.breakwater.simulator.host.Pace;
import java.net.http.HttpClient;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the daemon does in the background once an operation was accepted. */
final class VolumeWork {

  private static final Logger log = LoggerFactory.getLogger(VolumeWork.class);
  private static final Duration LINK_POLL = Duration.ofMillis(100);
  private static final int LINK_POLLS = 100;

  private final Database database;
  private final ConfigRow config;
  private final Mappings mappings;
  private final DeviceLinks links;
  private final Pace pace;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<DaemonFault> faults = new CopyOnWriteArrayList<>();

  VolumeWork(Database database, ConfigRow config, Mappings mappings, DeviceLinks links, Pace pace) {
    this.database = database;
    this.config = config;
    this.mappings = mappings;
    this.links = links;
    this.pace = pace;
  }

  void add(DaemonFault fault) {
    faults.add(fault);
  }

  void clearFaults() {
    faults.clear();
  }

  /** Does one operation; returns its response. */
  Map<String, Object> run(Operation operation) throws OperationFailed, InterruptedException {
    for (DaemonFault slow : striking(Kind.SLOW, operation)) {
      pace.sleep(slow.delay());
    }
    strike(operation, Kind.FAIL_BEFORE_EFFECT, Kind.STALL_BEFORE_EFFECT);
    return switch (operation.type()) {
      case "create" -> create(operation);
      case "attach" -> attach(operation);
      case "detach" -> detach(operation);
      case "delete" -> delete(operation);
      default -> throw new OperationFailed("unsupported operation type: " + operation.type());
    };
  }

  private Map<String, Object> create(Operation operation)
      throws OperationFailed, InterruptedException {
    JsonNode request = operation.request();
    long gigabytes = Math.max(1, request.path("size").asLong() >> 30);
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("name", request.path("name").asText());
    parameters.put("diskofferingid", request.path("disk_offering_id").asText());
    parameters.put("zoneid", request.path("zone_id").asText());
    parameters.put("size", Long.toString(gigabytes));
    JsonNode result = cloudStack("create volume", "createVolume", parameters);
    strike(operation, Kind.FAIL_AFTER_EFFECT, Kind.STALL_AFTER_EFFECT);
    return response(
        result.path("volume").path("id").asText(),
        Map.of("message", "Volume created successfully"));
  }

  private Map<String, Object> attach(Operation operation)
      throws OperationFailed, InterruptedException {
    String volumeId = operation.volumeId();
    String vmId = operation.vmId();
    boolean asRoot = operation.request().has("device_id");
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("id", volumeId);
    parameters.put("virtualmachineid", vmId);
    if (asRoot) {
      parameters.put("deviceid", "0");
    }
    cloudStack("attach volume", "attachVolume", parameters);
    boolean toAppliance = isAppliance(vmId);
    if (toAppliance) {
      plug(operation);
    }
    strike(operation, Kind.FAIL_AFTER_EFFECT, Kind.STALL_AFTER_EFFECT);
    String placeholder = (asRoot ? "remote-vm-root-" : "remote-vm-") + vmId;
    String path = toAppliance ? awaitLink(volumeId) : placeholder;
    record(new Attachment(volumeId, vmId, asRoot, toAppliance, path));

    Map<String, Object> details = new LinkedHashMap<>();
    details.put("vm_id", vmId);
    details.put("device_path", path);
    if (asRoot) {
      details.put("device_id", 0);
    }
    details.put("message", "Volume attached successfully");
    return response(volumeId, details);
  }

  private void plug(Operation operation) {
    if (struck(Kind.DEVICE_MISSING, operation)) {
      links.unplug(operation.volumeId());
    } else {
      links.plug(operation.volumeId());
    }
  }

  private Map<String, Object> detach(Operation operation)
      throws OperationFailed, InterruptedException {
    String volumeId = operation.volumeId();
    Optional<Mapping> mapping = mappingIfReadable(volumeId);
    cloudStack("detach volume", "detachVolume", Map.of("id", volumeId));
    links.unplug(volumeId);
    strike(operation, Kind.FAIL_AFTER_EFFECT, Kind.STALL_AFTER_EFFECT);
    forget(volumeId, mapping);
    return response(
        volumeId,
        Map.of(
            "device_path",
            mapping.map(Mapping::devicePath).orElse(""),
            "message",
            "Volume detached successfully"));
  }

  private Map<String, Object> delete(Operation operation)
      throws OperationFailed, InterruptedException {
    if (mappingIfReadable(operation.volumeId()).isPresent()) {
      detach(operation);
    }
    try {
      api().call("deleteVolume", Map.of("id", operation.volumeId()));
    } catch (CloudStackFailure e) {
      throw new OperationFailed("failed to delete volume in CloudStack: " + e.getMessage(), e);
    }
    return response(operation.volumeId(), Map.of("message", "Volume deleted successfully"));
  }

  /** A volume without device on the appliance, or a duplicate path, fails though it is attached. */
  private void record(Attachment attachment) throws OperationFailed {
    String volumeId = attachment.volumeId();
    try {
      mappings.insert(attachment, attachment.toAppliance() ? mappings.sizeOf(volumeId) : 0);
    } catch (SQLException e) {
      throw new OperationFailed("failed to create device mapping: Error: " + e.getMessage(), e);
    }
    if (attachment.toAppliance()) {
      warnOnError("create NBD export", volumeId, () -> mappings.insertExport(attachment));
    }
    warnOnError(
        "update ossea_volumes",
        volumeId,
        () -> mappings.markAttached(volumeId, attachment.devicePath()));
  }

  /** The export goes only when the volume left the appliance; errors never fail the operation. */
  private void forget(String volumeId, Optional<Mapping> mapping) {
    if (mapping.isPresent() && isAppliance(mapping.get().vmId())) {
      warnOnError("delete NBD export", volumeId, () -> mappings.deleteExport(volumeId));
    }
    warnOnError("delete mapping", volumeId, () -> mappings.delete(volumeId));
    warnOnError("update ossea_volumes", volumeId, () -> mappings.markDetached(volumeId));
  }

  private String awaitLink(String volumeId) throws OperationFailed, InterruptedException {
    for (int i = 0; i < LINK_POLLS; i++) {
      if (links.shows(volumeId)) {
        return links.pathOf(volumeId).toString();
      }
      pace.sleep(LINK_POLL);
    }
    throw new OperationFailed(
        "device not found: timeout waiting for by-id symlink " + links.pathOf(volumeId));
  }

  /** When the database does not say, the answer is no: a weakness of the real one that is kept. */
  private boolean isAppliance(String vmId) {
    try {
      return vmId != null && vmId.equals(mappings.applianceVmId());
    } catch (SQLException e) {
      log.warn("cannot read oma_vm_id, taking {} for a foreign VM: {}", vmId, e.toString());
      return false;
    }
  }

  private Optional<Mapping> mappingIfReadable(String volumeId) {
    try {
      return mappings.ofVolume(volumeId);
    } catch (SQLException e) {
      log.warn("cannot read the mapping of {}: {}", volumeId, e.toString());
      return Optional.empty();
    }
  }

  private JsonNode cloudStack(String what, String command, Map<String, String> parameters)
      throws OperationFailed, InterruptedException {
    try {
      return api().await(command, parameters);
    } catch (CloudStackFailure e) {
      throw new OperationFailed("failed to " + what + " in CloudStack: " + e.getMessage(), e);
    }
  }

  private CloudStackApi api() throws OperationFailed {
    try {
      return new CloudStackApi(http, CloudStackSettings.of(config, database), pace);
    } catch (SQLException e) {
      throw new OperationFailed("failed to create CloudStack client: " + e.getMessage(), e);
    }
  }

  private void strike(Operation operation, Kind fail, Kind stall)
      throws OperationFailed, InterruptedException {
    if (struck(fail, operation)) {
      throw new OperationFailed("simulated failure (" + fail + ")");
    }
    if (struck(stall, operation)) {
      new CountDownLatch(1).await();
    }
  }

  private boolean struck(Kind kind, Operation operation) {
    return !striking(kind, operation).isEmpty();
  }

  /** At most one, so that one event uses up one fault. */
  private List<DaemonFault> striking(Kind kind, Operation operation) {
    return faults.stream().filter(fault -> fault.strikes(kind, operation)).limit(1).toList();
  }

  private static Map<String, Object> response(String volumeId, Map<String, ?> details) {
    Map<String, Object> response = new LinkedHashMap<>();
    response.put("volume_id", volumeId);
    response.putAll(details);
    return response;
  }

  private static void warnOnError(String what, String volumeId, SqlAction action) {
    try {
      action.run();
    } catch (SQLException e) {
      log.warn("{} of {} failed: {}", what, volumeId, e.toString());
    }
  }

  @FunctionalInterface
  private interface SqlAction {
    void run() throws SQLException;
  }
}
