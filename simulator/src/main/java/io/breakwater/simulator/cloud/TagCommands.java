package io.breakwater.simulator.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.simulator.time.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tags on virtual machines, volumes and snapshots. */
final class TagCommands {

  private static final String ID = "resourceids";
  private static final String TYPE = "resourcetype";

  private final Cloud cloud;

  TagCommands(Cloud cloud) {
    this.cloud = cloud;
  }

  void register(Commands commands) {
    commands.write("createTags", this::create);
    commands.write("deleteTags", this::delete);
    commands.read("listTags", this::list);
  }

  private JsonNode create(ApiRequest request) {
    String type = request.required(TYPE);
    List<String> ids = ids(request);
    JobSpec spec =
        JobSpec.of("createTags", "user.tag.CreateTagsCmd", Work.TAG)
            .check(() -> ids.forEach(id -> checkNew(request, type, id)))
            .finish(
                () -> {
                  ids.forEach(id -> tagsOf(request, type, id).putAll(request.tags()));
                  cloud.changed();
                  return Json.object().put("success", true);
                });
    return Json.object().put("jobid", cloud.jobs().submit(spec, request).id);
  }

  private void checkNew(ApiRequest request, String type, String id) {
    for (String key : request.tags().keySet()) {
      if (tagsOf(request, type, id).containsKey(key)) {
        throw JobFailure.internal("tag %s already on %s with id %s".formatted(key, type, id));
      }
    }
  }

  private JsonNode delete(ApiRequest request) {
    String type = request.required(TYPE);
    List<String> ids = ids(request);
    JobSpec spec =
        JobSpec.of("deleteTags", "user.tag.DeleteTagsCmd", Work.TAG)
            .finish(
                () -> {
                  ids.forEach(
                      id -> tagsOf(request, type, id).keySet().removeAll(request.tags().keySet()));
                  cloud.changed();
                  return Json.object().put("success", true);
                });
    return Json.object().put("jobid", cloud.jobs().submit(spec, request).id);
  }

  private List<String> ids(ApiRequest request) {
    request.required(ID);
    List<String> ids = request.list(ID);
    ids.forEach(id -> tagsOf(request, request.required(TYPE), id));
    return ids;
  }

  private Map<String, String> tagsOf(ApiRequest request, String type, String id) {
    CloudState state = cloud.state();
    if (type.equals("UserVm") && state.vms.containsKey(id)) {
      return state.vms.get(id).tags;
    }
    if (type.equals("Volume") && state.volumes.containsKey(id)) {
      return state.volumes.get(id).tags;
    }
    if (type.equals("Snapshot") && state.snapshots.containsKey(id)) {
      return state.snapshots.get(id).tags;
    }
    throw ApiException.unknown(request.command(), ID, id);
  }

  private JsonNode list(ApiRequest request) {
    CloudState state = cloud.state();
    List<ObjectNode> all = new ArrayList<>();
    state.liveVolumes().forEach(volume -> add(all, request, volume.tags, "Volume", volume.id));
    state.liveVms().forEach(vm -> add(all, request, vm.tags, "UserVm", vm.id));
    state.snapshots.values().stream()
        .filter(snapshot -> !snapshot.removed)
        .forEach(snapshot -> add(all, request, snapshot.tags, "Snapshot", snapshot.id));
    return Page.of(request, "tag", all, tag -> tag);
  }

  private void add(
      List<ObjectNode> all, ApiRequest request, Map<String, String> tags, String type, String id) {
    String wantedType = request.text(TYPE);
    String wantedId = request.text("resourceid");
    String wantedKey = request.text("key");
    String wantedValue = request.text("value");
    boolean here =
        (wantedType == null || wantedType.equals(type))
            && (wantedId == null || wantedId.equals(id));
    if (!here) {
      return;
    }
    tags.forEach(
        (key, value) -> {
          if ((wantedKey == null || wantedKey.equals(key))
              && (wantedValue == null || wantedValue.equals(value))) {
            ObjectNode tag = Render.tag(key, value, type, id, cloud.state().catalogue);
            all.add(tag.put("domainpath", Render.DOMAIN));
          }
        });
  }
}
