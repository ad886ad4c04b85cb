package io.breakwater.simulator.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** {@code listVolumes}. */
final class VolumeQueries {

  private final Cloud cloud;
  private final VolumeRender render;

  VolumeQueries(Cloud cloud) {
    this.cloud = cloud;
    this.render = new VolumeRender(cloud.state());
  }

  void register(Commands commands) {
    commands.read("listVolumes", this::list);
  }

  private JsonNode list(ApiRequest request) {
    String id = request.text("id");
    String vmId = request.text("virtualmachineid");
    if (id != null && !cloud.state().volumes.containsKey(id)) {
      throw ApiException.unknown(request.command(), "id", id);
    }
    if (vmId != null && !cloud.state().vms.containsKey(vmId)) {
      throw ApiException.unknown(request.command(), "virtualmachineid", vmId);
    }
    List<Volume> found =
        cloud.state().liveVolumes().stream().filter(volume -> matches(volume, request)).toList();
    return Page.of(request, "volume", found, render::full);
  }

  private static boolean matches(Volume volume, ApiRequest request) {
    String id = request.text("id");
    List<String> ids = request.list("ids");
    String vmId = request.text("virtualmachineid");
    String type = request.text("type");
    String name = request.text("name");
    String keyword = request.text("keyword");
    String state = request.text("state");
    return (id == null || volume.id.equals(id))
        && (ids.isEmpty() || ids.contains(volume.id))
        && (vmId == null || vmId.equals(volume.vmId))
        && (type == null || volume.type.equalsIgnoreCase(type))
        && (name == null || volume.name.equals(name))
        && (keyword == null || volume.name.contains(keyword))
        && (state == null || volume.state.equalsIgnoreCase(state))
        && VmQueries.tagged(volume.tags, request.tags());
  }
}
