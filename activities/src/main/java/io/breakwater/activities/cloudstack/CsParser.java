package io.breakwater.activities.cloudstack;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.activities.await.JobEnd;
import io.breakwater.activities.cloudstack.CsMachine.Nic;
import io.breakwater.observation.MachineState;
import io.breakwater.observation.SnapshotView;
import io.breakwater.vm.MachineId;
import io.breakwater.vm.NetworkId;
import io.breakwater.vm.SnapshotId;
import io.breakwater.vm.VolumeId;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the objects in CloudStack 4.22's answers. */
final class CsParser {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssZ", Locale.ROOT);
  private static final Set<String> READY = Set.of("BackedUp", "CreatedOnPrimary");

  private final String call;

  CsParser(String call) {
    this.call = call;
  }

  CsMachine machine(JsonNode node) {
    Map<String, String> details = new HashMap<>();
    node.path("details").properties().forEach(e -> details.put(e.getKey(), e.getValue().asText()));
    List<Nic> nics = new ArrayList<>();
    node.path("nic").forEach(nic -> nics.add(nic(nic)));
    String state = CsJson.required(call, node, "state");
    return new CsMachine(
        new MachineId(CsJson.required(call, node, "id")),
        node.path("name").asText(""),
        node.path("displayname").asText(""),
        machineState(state),
        state,
        node.path("account").asText(""),
        node.path("zoneid").asText(""),
        node.path("templateid").asText(""),
        details,
        node.path("deleteprotection").asBoolean(false),
        node.has("deleteprotection"),
        nics,
        pendingJob(node),
        CsJson.optional(node, "hostid"));
  }

  CsHost host(JsonNode node) {
    // With overprovisioning CloudStack writes the number as text.
    long memory =
        node.path("memorywithoverprovisioning").asLong(node.path("memorytotal").asLong(0));
    return new CsHost(
        CsJson.required(call, node, "id"),
        node.path("name").asText(""),
        node.path("zoneid").asText(""),
        node.path("state").asText(""),
        node.path("resourcestate").asText(""),
        node.path("cpunumber").asInt(0),
        memory - node.path("memoryallocatedbytes").asLong(0));
  }

  private Nic nic(JsonNode node) {
    return new Nic(
        new NetworkId(CsJson.required(call, node, "networkid")),
        node.path("networkname").asText(""),
        CsJson.optional(node, "ipaddress"),
        node.path("macaddress").asText(""));
  }

  static MachineState machineState(String state) {
    return switch (state) {
      case "Running" -> MachineState.RUNNING;
      case "Stopped" -> MachineState.STOPPED;
      case "Starting" -> MachineState.STARTING;
      case "Stopping" -> MachineState.STOPPING;
      case "Migrating" -> MachineState.MIGRATING;
      case "Error" -> MachineState.ERROR;
      case "Destroyed" -> MachineState.DESTROYED;
      case "Expunging" -> MachineState.EXPUNGING;
      default -> MachineState.OTHER;
    };
  }

  CsVolume volume(JsonNode node) {
    String machine = CsJson.optional(node, "virtualmachineid");
    return new CsVolume(
        new VolumeId(CsJson.required(call, node, "id")),
        node.path("name").asText(""),
        node.path("type").asText(""),
        CsJson.required(call, node, "state"),
        machine == null ? null : new MachineId(machine),
        machine == null ? -1 : node.path("deviceid").asInt(-1),
        node.path("size").asLong(0),
        pendingJob(node));
  }

  CsSnapshot snapshot(JsonNode node) {
    String state = CsJson.required(call, node, "state");
    return new CsSnapshot(
        new SnapshotId(CsJson.required(call, node, "id")),
        node.path("name").asText(""),
        new VolumeId(CsJson.required(call, node, "volumeid")),
        READY.contains(state)
            ? SnapshotView.State.READY
            : state.equals("Error") ? SnapshotView.State.ERROR : SnapshotView.State.PENDING,
        state,
        time(node.path("created").asText("")),
        !node.path("revertable").asBoolean(true));
  }

  CsJob job(JsonNode node) {
    String command = node.path("cmd").asText("");
    return new CsJob(
        CsJson.required(call, node, "jobid"),
        command.substring(command.lastIndexOf('.') + 1),
        node.path("jobinstancetype").asText(""),
        node.path("jobinstanceid").asText(""));
  }

  /** Only the outermost status counts: the object in a result may carry a status of its own. */
  Optional<JobEnd> jobEnd(JsonNode content) {
    if (!content.path("jobstatus").isInt()) {
      throw CloudStackFailures.ofNonsense(call, "no jobstatus");
    }
    int status = content.path("jobstatus").asInt();
    if (status == 0) {
      return Optional.empty();
    }
    JsonNode result = content.path("jobresult");
    if (status == 1) {
      return Optional.of(new JobEnd.Succeeded(result.isMissingNode() ? "" : result.toString()));
    }
    int code = result.path("errorcode").asInt(content.path("jobresultcode").asInt(0));
    return Optional.of(new JobEnd.Failed(code, result.path("errortext").asText("")));
  }

  private static String pendingJob(JsonNode node) {
    return node.path("jobstatus").asInt(-1) == 0 ? CsJson.optional(node, "jobid") : null;
  }

  private static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text, TIME).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
