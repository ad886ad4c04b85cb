package io.breakwater.simulator.vma;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulator.host.Call;
import io.breakwater.simulator.host.JsonServer;
import io.breakwater.simulator.host.Reply;
import io.breakwater.simulator.vma.SimulatedVma.Machine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The inventory of a vCenter. */
final class DiscoverRoute {

  private static final int FIRST_DISK_KEY = 2000;

  private final SimulatedVma vma;

  DiscoverRoute(SimulatedVma vma) {
    this.vma = vma;
  }

  void addTo(JsonServer server) {
    server.route("POST", "/api/v1/discover", this::discover);
  }

  private Reply discover(Call call) {
    JsonNode request;
    try {
      request = call.json();
    } catch (JsonProcessingException e) {
      return Reply.text(400, "Invalid request body: " + e.getOriginalMessage());
    }
    String vcenter = request.path("vcenter").asText();
    String username = request.path("username").asText();
    String password = request.path("password").asText();
    if (vcenter.isEmpty() || username.isEmpty() || password.isEmpty()) {
      return Reply.text(400, "Missing required vCenter credentials");
    }
    String complaint = vma.complaintAbout(vcenter, username, password);
    if (complaint != null) {
      return Reply.text(500, complaint);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("vcenter", Map.of("host", vcenter, "datacenter", request.path("datacenter").asText()));
    json.put("vms", vms(vcenter, request.path("filter").asText()));
    return Reply.json(200, json);
  }

  /** The filter is a part of the name, so one name can bring several VMs. */
  private List<Map<String, Object>> vms(String vcenter, String filter) {
    return vma.machines().values().stream()
        .filter(machine -> machine.vm().vcenter().equals(vcenter))
        .filter(machine -> machine.vm().name().contains(filter))
        .sorted(Comparator.comparing(machine -> machine.vm().name()))
        .map(DiscoverRoute::describe)
        .toList();
  }

  private static Map<String, Object> describe(Machine machine) {
    SourceVm vm = machine.vm();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", vm.id());
    json.put("name", vm.name());
    json.put("path", vm.path());
    json.put("datacenter", vm.datacenter());
    json.put("power_state", machine.power().isOn() ? "poweredOn" : "poweredOff");
    json.put("guest_os", vm.guestOs());
    json.put("memory_mb", vm.memoryMb());
    json.put("num_cpu", vm.cpus());
    json.put("vmx_version", "vmx-19");
    json.put("disks", disks(vm));
    json.put("networks", networks(vm));
    return json;
  }

  private static List<Map<String, Object>> disks(SourceVm vm) {
    List<Map<String, Object>> disks = new ArrayList<>();
    for (int i = 0; i < vm.diskSizesGb().size(); i++) {
      Map<String, Object> disk = new LinkedHashMap<>();
      disk.put("id", "disk-" + (FIRST_DISK_KEY + i));
      disk.put("label", "Hard disk " + (i + 1));
      disk.put("path", "[datastore1] %s/%s-%d.vmdk".formatted(vm.name(), vm.name(), i));
      disk.put("size_gb", vm.diskSizesGb().get(i));
      disk.put("capacity_bytes", (long) vm.diskSizesGb().get(i) << 30);
      disk.put("datastore", "datastore1");
      disk.put("unit_number", i);
      disks.add(disk);
    }
    return disks;
  }

  private static List<Map<String, Object>> networks(SourceVm vm) {
    List<Map<String, Object>> networks = new ArrayList<>();
    for (int i = 0; i < vm.networks().size(); i++) {
      Map<String, Object> network = new LinkedHashMap<>();
      network.put("label", "Network adapter " + (i + 1));
      network.put("network_name", vm.networks().get(i));
      network.put("adapter_type", "vmxnet3");
      network.put("connected", true);
      networks.add(network);
    }
    return networks;
  }
}
