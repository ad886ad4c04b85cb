package io.breakwater.simulator.cloud;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A volume as CloudStack 4.22 shows it. */
final class VolumeRender {

  private final CloudState state;

  VolumeRender(CloudState state) {
    this.state = state;
  }

  ObjectNode full(Volume volume) {
    ObjectNode node = Json.object();
    node.put("id", volume.id);
    node.put("name", volume.name);
    node.put("zoneid", state.catalogue.zoneId);
    node.put("zonename", state.catalogue.zoneName);
    node.put("type", volume.type);
    if (volume.attached()) {
      node.put("deviceid", volume.deviceId);
      node.put("virtualmachineid", volume.vmId);
    }
    template(volume, node);
    if (volume.attached()) {
      Vm vm = state.vms.get(volume.vmId);
      node.put("vmname", vm.name);
      node.put("vmdisplayname", vm.displayName);
      node.put("vmstate", vm.state);
      node.put("vmtype", "User");
    }
    node.put("provisioningtype", "thin");
    node.put("size", volume.size);
    node.put("created", Json.time(volume.created));
    node.put("state", volume.state);
    Render.account(node, state.catalogue, true);
    storage(volume, node);
    rest(volume, node);
    return node;
  }

  private void template(Volume volume, ObjectNode node) {
    if (volume.templateId != null) {
      String name = state.catalogue.templates.get(volume.templateId).name;
      node.put("templateid", volume.templateId);
      node.put("templatename", name);
      node.put("templatedisplaytext", name);
    }
  }

  private void storage(Volume volume, ObjectNode node) {
    node.put("storagetype", "shared");
    boolean stored = volume.onPrimaryStorage();
    if (stored && volume.attached()) {
      node.put("diskkbsread", 0);
      node.put("diskkbswrite", 0);
      node.put("diskioread", 0);
      node.put("diskiowrite", 0);
    }
    node.put("hypervisor", stored ? Render.HYPERVISOR : "None");
    if (volume.offeringId != null) {
      String name = state.catalogue.diskOfferings.get(volume.offeringId).name;
      node.put("diskofferingid", volume.offeringId);
      node.put("diskofferingname", name);
      node.put("diskofferingdisplaytext", name);
    }
    if (stored) {
      node.put("storage", "primary-1");
    }
    if (volume.snapshotId != null) {
      node.put("snapshotid", volume.snapshotId);
    }
    if (volume.attachedAt != null) {
      node.put("attached", Json.time(volume.attachedAt));
    }
    node.put("destroyed", false);
    if (volume.serviceOfferingId != null) {
      Catalogue.ServiceOffering offering =
          state.catalogue.serviceOfferings.get(volume.serviceOfferingId);
      node.put("serviceofferingid", Long.toString(offering.number));
      node.put("serviceofferingname", offering.name);
      node.put("serviceofferingdisplaytext", offering.name);
    }
  }

  private void rest(Volume volume, ObjectNode node) {
    boolean templateRoot = volume.type.equals(Volume.ROOT) && volume.templateId != null;
    node.put("isextractable", !templateRoot);
    node.put("displayvolume", true);
    if (volume.onPrimaryStorage()) {
      node.put("path", volume.path);
      node.put("storageid", state.catalogue.poolId);
    }
    node.put("quiescevm", false);
    node.put("supportsstoragesnapshot", false);
    node.put("deleteprotection", volume.deleteProtection);
    if (volume.onPrimaryStorage()) {
      node.put("clusterid", state.catalogue.clusterId);
      node.put("clustername", "cluster-1");
      node.put("podid", state.catalogue.podId);
      node.put("podname", "pod-1");
    }
    node.set("tags", Render.tags(volume.tags, "Volume", volume.id, state.catalogue));
    node.put("hasannotations", false);
    Render.pendingJob(node, state, volume.id);
  }
}
