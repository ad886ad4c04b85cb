package io.breakwater.simulator.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** {@code listHosts}, as a root admin sees it: one host, on which everything runs. */
final class HostCommands {
  static final String NAME = "kvm-1";

  private static final int CPUS = 128;
  private static final int MHZ = 2000;
  private static final long MEMORY = 1L << 40;
  private static final long MIB = 1L << 20;

  private final Cloud cloud;

  HostCommands(Cloud cloud) {
    this.cloud = cloud;
  }

  void register(Commands commands) {
    commands.read("listHosts", this::list);
  }

  private JsonNode list(ApiRequest request) {
    String type = request.text("type");
    boolean wanted = type == null || type.equals("Routing");
    return Page.of(request, "host", wanted ? List.of(NAME) : List.<String>of(), this::host);
  }

  private ObjectNode host(String name) {
    Catalogue catalogue = cloud.state().catalogue;
    ObjectNode node = Json.object();
    node.put("id", catalogue.hostId);
    node.put("name", name);
    node.put("state", "Up");
    node.put("type", "Routing");
    node.put("ipaddress", "127.0.0.1");
    node.put("zoneid", catalogue.zoneId);
    node.put("zonename", catalogue.zoneName);
    node.put("podid", catalogue.podId);
    node.put("podname", "pod-1");
    node.put("version", "4.22.0.0");
    node.put("hypervisor", Render.HYPERVISOR);
    cpu(node);
    memory(node);
    node.put("capabilities", "hvm,snapshot");
    node.put("lastpinged", Json.time(cloud.time().now()));
    node.put("managementserverid", catalogue.managementServerId);
    node.put("managementservername", "localhost");
    node.put("clusterid", catalogue.clusterId);
    node.put("clustername", "cluster-1");
    node.put("clustertype", "CloudManaged");
    rest(node);
    return node;
  }

  private List<Vm> running() {
    return cloud.state().liveVms().stream().filter(vm -> vm.is("Running")).toList();
  }

  private void cpu(ObjectNode node) {
    long allocated = running().stream().mapToLong(vm -> (long) vm.cpus * MHZ).sum();
    String share = percent(allocated, (long) CPUS * MHZ);
    node.put("cpunumber", CPUS);
    node.put("cpuspeed", MHZ);
    node.put("cpuallocated", share);
    node.put("cpuallocatedvalue", allocated);
    node.put("cpuallocatedpercentage", share);
    node.put("cpuallocatedwithoverprovisioning", share);
    node.put("cpuused", "0%");
    node.put("cpuwithoverprovisioning", Long.toString((long) CPUS * MHZ));
    node.put("cpuloadaverage", 0.0);
    node.put("networkkbsread", 32768);
    node.put("networkkbswrite", 16384);
  }

  private void memory(ObjectNode node) {
    long allocated = running().stream().mapToLong(vm -> vm.memoryMb * MIB).sum();
    node.put("memorytotal", MEMORY);
    node.put("memorywithoverprovisioning", Long.toString(MEMORY));
    node.put("memoryallocated", allocated);
    node.put("memoryallocatedpercentage", percent(allocated, MEMORY));
    node.put("memoryallocatedbytes", allocated);
    node.put("memoryused", 0);
  }

  private void rest(ObjectNode node) {
    node.put("islocalstorageactive", false);
    node.put("created", Json.time(cloud.time().now()));
    node.put("events", "Ping; Remove; AgentDisconnected; HostDown; AgentConnected; PingTimeout");
    ObjectNode availability = Json.object();
    availability.put("haenable", false);
    availability.put("hastate", "Disabled");
    node.set("hostha", availability);
    ObjectNode outOfBand = Json.object();
    outOfBand.put("powerstate", "Disabled");
    outOfBand.put("enabled", false);
    node.set("outofbandmanagement", outOfBand);
    node.put("resourcestate", "Enabled");
    node.put("hypervisorversion", "4.22.0.0");
    node.put("hahost", false);
    node.put("ueficapability", false);
    node.put("arch", "x86_64");
    node.put("hasannotations", false);
  }

  private static String percent(long part, long whole) {
    return String.format(Locale.ROOT, "%.2f%%", 100.0 * part / whole);
  }
}
