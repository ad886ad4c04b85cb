package io.breakwater.simulator.cloud;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** A virtual machine as CloudStack 4.22 shows it. */
final class VmRender {

  /** What {@code details=min} leaves out. */
  private static final List<String> NOT_IN_MIN =
      List.of(
          "templateid",
          "templatename",
          "templatetype",
          "templateformat",
          "templatedisplaytext",
          "passwordenabled",
          "serviceofferingid",
          "serviceofferingname",
          "diskofferingid",
          "diskofferingname",
          "cpunumber",
          "cpuspeed",
          "memory",
          "rootdeviceid",
          "rootdevicetype",
          "ipaddress");

  private final CloudState state;

  VmRender(CloudState state) {
    this.state = state;
  }

  ObjectNode minimal(Vm vm) {
    ObjectNode node = full(vm);
    node.remove(NOT_IN_MIN);
    node.set("nic", Json.array());
    return node;
  }

  ObjectNode full(Vm vm) {
    Catalogue catalogue = state.catalogue;
    ObjectNode node = Json.object();
    node.put("id", vm.id);
    node.put("name", vm.name);
    node.put("displayname", vm.displayName);
    node.put("account", vm.foreignAccount == null ? Render.ACCOUNT : vm.foreignAccount);
    node.put("userid", catalogue.userId);
    node.put("username", Render.ACCOUNT);
    node.put("domainid", catalogue.domainId);
    node.put("domain", Render.DOMAIN);
    node.put("domainpath", Render.DOMAIN);
    node.put("created", Json.time(vm.created));
    if (vm.lastUpdated != null) {
      node.put("lastupdated", Json.time(vm.lastUpdated));
    }
    node.put("state", vm.state);
    node.put("haenable", false);
    node.put("zoneid", catalogue.zoneId);
    node.put("zonename", catalogue.zoneName);
    if (vm.group != null) {
      node.put("groupid", vm.group);
      node.put("group", vm.group);
    }
    if (onHost(vm)) {
      node.put("hostid", catalogue.hostId);
      node.put("hostname", HostCommands.NAME);
      node.put("hostcontrolstate", "Enabled");
    }
    offerings(vm, node);
    network(vm, node);
    node.set("details", details(vm));
    node.set("affinitygroup", Json.array());
    rest(vm, node);
    return node;
  }

  private static boolean onHost(Vm vm) {
    return vm.is("Running") || vm.is("Stopping") || vm.is("Starting");
  }

  private void offerings(Vm vm, ObjectNode node) {
    Catalogue.Template template = state.catalogue.templates.get(vm.templateId);
    node.put("templateid", vm.templateId);
    node.put("templatename", template.name);
    node.put("templatetype", "USER");
    node.put("templateformat", "QCOW2");
    node.put("templatedisplaytext", template.name);
    node.put("passwordenabled", false);
    node.put("serviceofferingid", vm.offeringId);
    node.put("serviceofferingname", state.catalogue.serviceOfferings.get(vm.offeringId).name);
    state
        .volumesOf(vm.id)
        .filter(volume -> volume.offeringId != null)
        .findFirst()
        .ifPresent(
            volume -> {
              node.put("diskofferingid", volume.offeringId);
              node.put(
                  "diskofferingname", state.catalogue.diskOfferings.get(volume.offeringId).name);
            });
    node.put("cpunumber", vm.cpus);
    node.put("cpuspeed", 2000);
    node.put("memory", vm.memoryMb);
    node.put("guestosid", state.catalogue.osTypeId);
    boolean rootOfFailedDeploy = vm.is("Error") && vm.bornRootId != null;
    if (rootOfFailedDeploy || state.rootOf(vm.id).isPresent()) {
      node.put("rootdeviceid", 0);
      node.put("rootdevicetype", Volume.ROOT);
    }
    node.set("securitygroup", Json.array());
  }

  private void network(Vm vm, ObjectNode node) {
    ArrayNode nics = Json.array();
    for (int device = 0; device < vm.nics.size(); device++) {
      nics.add(nic(vm, vm.nics.get(device), device));
    }
    node.set("nic", nics);
    node.put("hypervisor", Render.HYPERVISOR);
    if (!vm.nics.isEmpty()) {
      node.put("ipaddress", vm.nics.get(0).ip);
    }
    node.put("instancename", vm.instanceName());
  }

  private ObjectNode nic(Vm vm, Vm.Nic nic, int device) {
    Catalogue.Network network = state.catalogue.networks.get(nic.networkId);
    ObjectNode node = Json.object();
    node.put("id", nic.id);
    node.put("networkid", nic.networkId);
    node.put("networkname", network.name);
    node.put("netmask", "255.255.255.0");
    node.put("gateway", network.cidrPrefix + "1");
    node.put("ipaddress", nic.ip);
    if (network.implemented && (onHost(vm) || !vm.everStopped)) {
      node.put("isolationuri", "vlan://" + network.vlan);
      node.put("broadcasturi", "vlan://" + network.vlan);
    }
    node.put("traffictype", "Guest");
    node.put("type", "Isolated");
    node.put("isdefault", device == 0);
    node.put("macaddress", nic.mac);
    node.set("secondaryip", Json.array());
    node.set("extradhcpoption", Json.array());
    node.put("deviceid", Integer.toString(device));
    return node;
  }

  private static ObjectNode details(Vm vm) {
    ObjectNode details = Json.object();
    vm.details.forEach(details::put);
    return details;
  }

  private void rest(Vm vm, ObjectNode node) {
    node.put("displayvm", true);
    node.put("isdynamicallyscalable", false);
    node.put("deleteprotection", vm.deleteProtection);
    node.put("ostypeid", state.catalogue.osTypeId);
    node.put("osdisplayname", Render.OS_TYPE);
    if (vm.is("Running") && !vm.everStopped) {
      Firmware.show(vm, node);
    }
    Optional<Volume> root = state.rootOf(vm.id);
    if (root.isPresent() && root.get().onPrimaryStorage()) {
      node.put("pooltype", "NetworkFilesystem");
    }
    node.put("receivedbytes", 0);
    node.put("sentbytes", 0);
    node.put("arch", "x86_64");
    node.set("tags", Render.tags(vm.tags, "UserVm", vm.id, state.catalogue));
    node.put("hasannotations", false);
    Render.pendingJob(node, state, vm.id);
  }

  /** What is left of a VM in the result of a destroy with expunge: neither id nor state. */
  static ObjectNode expunged() {
    ObjectNode node = Json.object();
    node.set("securitygroup", Json.array());
    node.set("nic", Json.array());
    node.set("affinitygroup", Json.array());
    node.put("deleteprotection", false);
    node.set("tags", Json.array());
    return node;
  }
}
