package io.breakwater.simulator.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What every part of the contract suite needs: a cloud, a replay, and the making of fixtures. */
abstract class Contract {

  private CloudUnderTest cloud;
  private Replay replay;

  @BeforeEach
  void openCloud() {
    cloud = CloudUnderTest.open();
    replay = new Replay(cloud);
  }

  @AfterEach
  void closeCloud() throws Exception {
    cloud.close();
  }

  CloudUnderTest cloud() {
    return cloud;
  }

  Replay replay() {
    return replay;
  }

  ApiClient api() {
    return cloud.api();
  }

  /** Deploys a VM and gives its id. */
  String vm(String name, String displayName, boolean start) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("name", name);
    parameters.put("displayname", displayName);
    parameters.put("serviceofferingid", cloud.offering());
    parameters.put("templateid", cloud.template());
    parameters.put("zoneid", cloud.zone());
    parameters.put("networkids", cloud.network());
    parameters.put("startvm", Boolean.toString(start));
    return api().done("deployVirtualMachine", parameters).get("virtualmachine").get("id").asText();
  }

  /** The recordings were made in a network that had its router already. */
  void implementNetwork() {
    vm("router-maker", "router-maker", true);
  }

  String rootOf(String vmId) {
    JsonNode answer =
        api().get("listVolumes", Map.of("virtualmachineid", vmId, "type", "ROOT")).inside();
    return answer.get("volume").get(0).get("id").asText();
  }

  /** Deploys a VM, stopped and without a root volume. */
  String rootlessVm(String name) {
    String vmId = vm(name, name, false);
    String root = rootOf(vmId);
    detach(root);
    api().get("deleteVolume", Map.of("id", root));
    return vmId;
  }

  /** A Ready volume that came from a template, detached from its former VM. */
  String detachedRoot(String name) {
    String vmId = vm(name, name, true);
    stop(vmId);
    String root = rootOf(vmId);
    detach(root);
    return root;
  }

  /** A Ready data volume, detached: it was attached once. */
  String readyVolume(String name) {
    Map<String, String> parameters =
        Map.of("name", name, "diskofferingid", cloud.diskOffering(false), "zoneid", cloud.zone());
    JsonNode volume = api().done("createVolume", parameters).get("volume");
    String id = volume.get("id").asText();
    String helper = vm("helper-" + name, "helper", false);
    attach(id, helper, null);
    detach(id);
    api().done("destroyVirtualMachine", Map.of("id", helper, "expunge", "true"));
    return id;
  }

  void attach(String volumeId, String vmId, Integer deviceId) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("id", volumeId);
    parameters.put("virtualmachineid", vmId);
    if (deviceId != null) {
      parameters.put("deviceid", deviceId.toString());
    }
    api().done("attachVolume", parameters);
  }

  void detach(String volumeId) {
    api().done("detachVolume", Map.of("id", volumeId));
  }

  void stop(String vmId) {
    api().done("stopVirtualMachine", Map.of("id", vmId));
  }
}
