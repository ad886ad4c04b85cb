package io.breakwater.simulator.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Offerings and networks as CloudStack 4.22 shows them. */
final class OfferingRender {

  private OfferingRender() {}

  static JsonNode service(Catalogue.ServiceOffering offering) {
    ObjectNode node = Json.object();
    node.put("id", offering.id);
    node.put("name", offering.name);
    node.put("state", "Active");
    node.put("displaytext", offering.name);
    if (!offering.customized) {
      node.put("cpunumber", offering.cpus);
      node.put("cpuspeed", 2000);
      node.put("memory", offering.memoryMb);
    }
    node.put("created", Json.time(offering.created));
    node.put("storagetype", "shared");
    node.put("provisioningtype", "thin");
    node.put("offerha", false);
    node.put("limitcpuuse", false);
    node.put("isvolatile", false);
    node.put("issystem", false);
    node.put("defaultuse", false);
    node.put("iscustomized", offering.customized);
    node.put("rootdisksize", 0);
    node.put("dynamicscalingenabled", true);
    node.put("diskofferingstrictness", false);
    node.put("diskofferingid", offering.id);
    node.put("diskofferingname", offering.name);
    node.put("diskofferingdisplaytext", offering.name);
    node.put("encryptroot", false);
    node.put("hasannotations", false);
    return node;
  }

  static JsonNode disk(Catalogue.DiskOffering offering) {
    ObjectNode node = Json.object();
    node.put("id", offering.id);
    node.put("name", offering.name);
    node.put("state", "Active");
    node.put("displaytext", offering.name);
    node.put("disksize", offering.sizeGb);
    node.put("created", Json.time(offering.created));
    node.put("iscustomized", offering.customized);
    node.put("storagetype", "shared");
    node.put("provisioningtype", "thin");
    node.put("displayoffering", true);
    node.put("disksizestrictness", false);
    node.put("encrypt", false);
    node.put("hasannotations", false);
    return node;
  }

  static JsonNode network(Catalogue.Network network, Catalogue catalogue) {
    ObjectNode node = Json.object();
    node.put("id", network.id);
    node.put("name", network.name);
    node.put("displaytext", network.name);
    node.put("broadcastdomaintype", "Vlan");
    node.put("traffictype", "Guest");
    node.put("gateway", network.cidrPrefix + "1");
    node.put("netmask", "255.255.255.0");
    node.put("cidr", network.cidrPrefix + "0/24");
    node.put("zoneid", catalogue.zoneId);
    node.put("zonename", catalogue.zoneName);
    node.put("networkofferingid", catalogue.poolId);
    node.put("networkofferingname", "DefaultIsolatedNetworkOfferingWithSourceNatService");
    node.put(
        "networkofferingdisplaytext",
        "Offering for Isolated networks with Source Nat service enabled");
    node.put("networkofferingconservemode", true);
    node.put("networkofferingavailability", "Required");
    node.put("issystem", false);
    node.put("state", network.implemented ? "Implemented" : "Allocated");
    node.put("related", network.id);
    if (network.implemented) {
      node.put("broadcasturi", "vlan://" + network.vlan);
    }
    node.put("dns1", "10.147.28.6");
    node.put("type", "Isolated");
    if (network.implemented) {
      node.put("vlan", Integer.toString(network.vlan));
    }
    node.put("acltype", "Account");
    Render.account(node, catalogue, true);
    node.set("service", Json.array());
    afterServices(network, catalogue, node);
    return node;
  }

  private static void afterServices(
      Catalogue.Network network, Catalogue catalogue, ObjectNode node) {
    node.put("networkdomain", "cloud.invalid");
    node.put("physicalnetworkid", catalogue.podId);
    node.put("restartrequired", false);
    node.put("specifyvlan", false);
    node.put("specifyipranges", false);
    node.put("canusefordeploy", true);
    node.put("ispersistent", false);
    node.set("tags", Json.array());
    node.set("details", Json.object());
    node.put("displaynetwork", true);
    node.put("strechedl2subnet", false);
    node.put("redundantrouter", false);
    node.put("supportsvmautoscaling", true);
    node.put("created", Json.time(network.created));
    node.put("receivedbytes", 0);
    node.put("sentbytes", 0);
    node.put("egressdefaultpolicy", false);
    node.put("publicmtu", 1500);
    node.put("privatemtu", 1500);
    node.put("hasannotations", false);
  }
}
