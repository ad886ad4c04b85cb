package io.breakwater.simulator.cloud;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A snapshot as CloudStack 4.22 shows it: the result of a job says a little more than the list. */
final class SnapshotRender {

  private final CloudState state;

  SnapshotRender(CloudState state) {
    this.state = state;
  }

  ObjectNode inList(Snapshot snapshot) {
    ObjectNode node = render(snapshot, false, snapshot.state);
    node.set("tags", Render.tags(snapshot.tags, "Snapshot", snapshot.id, state.catalogue));
    node.put("hasannotations", false);
    return node;
  }

  /** The result of a job. It may name a state that the list does not show at that moment. */
  ObjectNode inResult(Snapshot snapshot, String shownState) {
    ObjectNode node = render(snapshot, true, shownState);
    ArrayNode tags = Json.array();
    snapshot.tags.forEach((key, value) -> tags.addObject().put("key", key).put("value", value));
    node.set("tags", tags);
    node.put("hasannotations", false);
    return node;
  }

  private ObjectNode render(Snapshot snapshot, boolean result, String shownState) {
    Volume volume = state.volumes.get(snapshot.volumeId);
    ObjectNode node = Json.object();
    node.put("id", snapshot.id);
    Render.account(node, state.catalogue, true);
    if (result) {
      node.put("snapshottype", "MANUAL");
    }
    node.put("volumeid", snapshot.volumeId);
    node.put("volumename", volume.name);
    node.put("volumetype", volume.type);
    node.put("volumestate", volume.state);
    node.put("created", Json.time(snapshot.created));
    node.put("name", snapshot.name);
    node.put("intervaltype", "MANUAL");
    node.put("state", shownState);
    node.put("physicalsize", snapshot.backedUp() && !result ? snapshot.size : 0);
    if (!snapshot.state.equals("Error")) {
      node.put("zoneid", state.catalogue.zoneId);
      node.put("zonename", state.catalogue.zoneName);
    }
    node.put("revertable", snapshot.backedUp() && !volume.irreversible);
    if (volume.templateId != null) {
      node.put("ostypeid", state.catalogue.osTypeId);
      if (result) {
        node.put("osdisplayname", Render.OS_TYPE);
      }
    }
    node.put("virtualsize", snapshot.size);
    return node;
  }
}
