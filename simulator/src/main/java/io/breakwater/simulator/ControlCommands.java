package io.breakwater.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.simulator.cloud.CloudView;
import io.breakwater.simulator.cloud.SimulatedCloud;
import io.breakwater.simulator.cloud.VolumeView;
import io.breakwater.simulator.disk.DiskContents;
import io.breakwater.simulator.fault.Fault;
import io.breakwater.simulator.fault.FaultKind;
import io.breakwater.simulator.oracle.EndState;
import io.breakwater.simulator.oracle.Oracle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the control API does. Paths are below {@code /simulator}:
 *
 * <ul>
 *   <li>{@code GET /disks/{volume}}, {@code POST /disks/{volume}/writes {writer, text, complete}}
 *   <li>{@code GET /faults}, {@code POST /faults {command, kind, id, caller, atCall, times, code,
 *       text, delaySeconds}}, {@code DELETE /faults}
 *   <li>{@code GET /journal}, {@code GET /violations}, {@code DELETE /violations}, {@code GET
 *       /end-state}
 *   <li>{@code GET /state} (VMs, volumes, snapshots, networks, contexts)
 *   <li>{@code GET /time}, {@code POST /time {scale}}, {@code POST /durations {command, seconds}}
 *   <li>{@code POST /restart}
 *   <li>{@code POST /networks {name, test}}, {@code /templates {name, bytes}}, {@code
 *       /service-offerings {name, customized}}, {@code /vms {name, networkId}}, {@code /volumes
 *       {name, sizeGb, vmId, deviceId}}, {@code /contexts {id, volumes}}, {@code /appliance
 *       {vmId}}, {@code /guests {namePrefix, address}}, {@code /commits {contextId}}
 * </ul>
 */
final class ControlCommands {

  /** There is nothing under this path. */
  static final class NotFound extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotFound(String what) {
      super(what);
    }
  }

  private static final Map<String, Boolean> DONE = Map.of("done", true);

  private final SimulatedCloud cloud;
  private final Oracle oracle;
  private final ObjectMapper json;

  ControlCommands(SimulatedCloud cloud, Oracle oracle, ObjectMapper json) {
    this.cloud = cloud;
    this.oracle = oracle;
    this.json = json;
  }

  Object handle(String method, String path, JsonNode input) {
    if (path.startsWith("/disks/")) {
      return disk(method, path.substring("/disks/".length()), input);
    }
    return switch (method + " " + path) {
      case "GET /journal" -> cloud.journal().entries();
      case "GET /violations" -> oracle.violations();
      case "DELETE /violations" -> done(oracle::clear);
      case "GET /end-state" -> new EndState(cloud.view()).notAtRest();
      case "GET /state" -> state();
      case "GET /faults" -> cloud.faults().armed();
      case "POST /faults" -> done(() -> cloud.play(fault(input)));
      case "DELETE /faults" -> done(() -> cloud.faults().clear());
      case "GET /time" -> Map.of("scale", cloud.time().scale(), "now", cloud.time().now());
      case "POST /time" -> done(() -> cloud.time().setScale(number(input, "scale")));
      case "POST /durations" -> done(() -> setDuration(input));
      case "POST /restart" -> done(cloud::restart);
      default -> fixture(method, path, input);
    };
  }

  private Object fixture(String method, String path, JsonNode input) {
    return switch (method + " " + path) {
      case "POST /networks" ->
          id(cloud.addNetwork(text(input, "name"), input.path("test").asBoolean()));
      case "POST /templates" ->
          id(cloud.addTemplate(text(input, "name"), (long) number(input, "bytes")));
      case "POST /service-offerings" ->
          id(cloud.addServiceOffering(text(input, "name"), input.path("customized").asBoolean()));
      case "POST /vms" -> id(cloud.addVm(text(input, "name"), text(input, "networkId")));
      case "POST /volumes" -> id(volume(input));
      case "POST /contexts" -> done(() -> protect(input));
      case "POST /guests" ->
          done(() -> cloud.guestsAnswerAt(text(input, "namePrefix"), text(input, "address")));
      case "POST /commits" -> done(() -> oracle.commit(text(input, "contextId")));
      case "POST /appliance" -> done(() -> cloud.applianceIs(text(input, "vmId")));
      default -> throw new NotFound("the simulator does not know " + method + " " + path);
    };
  }

  private String volume(JsonNode input) {
    Integer device = input.hasNonNull("deviceId") ? input.get("deviceId").asInt() : null;
    return cloud.addVolume(
        text(input, "name"),
        (long) number(input, "sizeGb"),
        input.hasNonNull("vmId") ? input.get("vmId").asText() : null,
        device);
  }

  private void protect(JsonNode input) {
    List<String> volumes = new ArrayList<>();
    input.path("volumes").forEach(volume -> volumes.add(volume.asText()));
    cloud.protect(text(input, "id"), volumes.toArray(String[]::new));
  }

  private void setDuration(JsonNode input) {
    Duration duration = Duration.ofMillis((long) (number(input, "seconds") * 1000));
    cloud.durations().setCommand(text(input, "command"), duration);
  }

  private static Object done(Runnable action) {
    action.run();
    return DONE;
  }

  private static Object id(String id) {
    return Map.of("id", id);
  }

  private Object state() {
    CloudView view = cloud.view();
    ObjectNode node = json.createObjectNode();
    node.set("vms", json.valueToTree(view.vms()));
    node.set("volumes", json.valueToTree(view.volumes()));
    node.set("snapshots", json.valueToTree(view.snapshots()));
    node.set("networks", json.valueToTree(view.networks()));
    node.set("contexts", json.valueToTree(view.contexts()));
    node.put("applianceId", view.applianceId().orElse(null));
    return node;
  }

  private Object disk(String method, String rest, JsonNode input) {
    if (method.equals("GET") && !rest.contains("/")) {
      return disk(rest);
    }
    String writes = "/writes";
    if (method.equals("POST") && rest.endsWith(writes)) {
      String volumeId = rest.substring(0, rest.length() - writes.length());
      try {
        cloud.write(
            volumeId,
            text(input, "writer"),
            text(input, "text"),
            input.path("complete").asBoolean(true));
      } catch (IllegalArgumentException e) {
        if (cloud.view().volume(volumeId).isEmpty()) {
          throw new NotFound(e.getMessage());
        }
        throw e;
      }
      return disk(volumeId);
    }
    throw new NotFound("the simulator does not know " + method + " /disks/" + rest);
  }

  private Object disk(String volumeId) {
    Optional<VolumeView> volume = cloud.view().volume(volumeId);
    if (volume.isEmpty()) {
      throw new NotFound("there is no volume " + volumeId);
    }
    DiskContents contents = cloud.view().disk(volumeId);
    ObjectNode node = json.createObjectNode();
    node.put("volumeId", volumeId);
    node.put("name", volume.get().name());
    node.put("sizeBytes", volume.get().sizeBytes());
    node.put("vmId", volume.get().vmId());
    node.put("dirty", contents.dirty());
    node.put("halfWritten", contents.halfWritten());
    node.set("writes", json.valueToTree(contents.writes()));
    return node;
  }

  private static Fault fault(JsonNode input) {
    FaultKind kind = FaultKind.valueOf(text(input, "kind").toUpperCase(Locale.ROOT));
    return new Fault(
        input.path("command").asText("*"),
        kind,
        input.path("id").asText(null),
        input.path("caller").asText(null),
        input.path("atCall").asInt(1) - 1,
        input.path("times").asInt(1),
        input.path("code").asInt(0),
        input.path("text").asText(null),
        Duration.ofMillis((long) (input.path("delaySeconds").asDouble(0) * 1000)));
  }

  private static String text(JsonNode input, String name) {
    if (!input.hasNonNull(name)) {
      throw new IllegalArgumentException("the field '" + name + "' is missing");
    }
    return input.get(name).asText();
  }

  private static double number(JsonNode input, String name) {
    if (!input.path(name).isNumber()) {
      throw new IllegalArgumentException("the field '" + name + "' must be a number");
    }
    return input.get(name).asDouble();
  }
}
