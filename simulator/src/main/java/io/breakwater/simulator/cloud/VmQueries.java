package io.breakwater.simulator.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code listVirtualMachines}, as a root admin sees it: Destroyed and Error machines included. */
final class VmQueries {

  private final Cloud cloud;
  private final VmRender render;

  VmQueries(Cloud cloud) {
    this.cloud = cloud;
    this.render = new VmRender(cloud.state());
  }

  void register(Commands commands) {
    commands.read("listVirtualMachines", this::list);
  }

  private JsonNode list(ApiRequest request) {
    checkIds(request);
    List<Vm> found = cloud.state().liveVms().stream().filter(vm -> matches(vm, request)).toList();
    boolean minimal = "min".equals(request.text("details"));
    return Page.of(
        request, "virtualmachine", found, vm -> minimal ? render.minimal(vm) : render.full(vm));
  }

  private void checkIds(ApiRequest request) {
    String id = request.text("id");
    if (id != null && !cloud.state().vms.containsKey(id)) {
      throw ApiException.unknown(request.command(), "id", id);
    }
    for (String each : request.list("ids")) {
      if (!cloud.state().vms.containsKey(each)) {
        throw ApiException.unknown(request.command(), "ids", String.join(",", request.list("ids")));
      }
    }
  }

  private static boolean matches(Vm vm, ApiRequest request) {
    String id = request.text("id");
    List<String> ids = request.list("ids");
    String name = request.text("name");
    String keyword = request.text("keyword");
    String group = request.text("groupid");
    return (id == null || vm.id.equals(id))
        && (ids.isEmpty() || ids.contains(vm.id))
        && (name == null || vm.name.equalsIgnoreCase(name))
        && (keyword == null || like(vm, keyword))
        && (group == null || group.equals(vm.group))
        && inState(vm, request.text("state"))
        && tagged(vm.tags, request.tags())
        && (vm.foreignAccount == null || seesForeign(request));
  }

  /** A root admin sees a foreign machine with listall, or by its id. */
  private static boolean seesForeign(ApiRequest request) {
    return "true".equals(request.text("listall")) || request.text("id") != null;
  }

  private static boolean like(Vm vm, String keyword) {
    String part = keyword.toLowerCase(Locale.ROOT);
    return vm.name.toLowerCase(Locale.ROOT).contains(part)
        || vm.displayName.toLowerCase(Locale.ROOT).contains(part)
        || vm.instanceName().toLowerCase(Locale.ROOT).contains(part);
  }

  private static boolean inState(Vm vm, String state) {
    if (state == null) {
      return true;
    }
    if (state.equalsIgnoreCase("Present")) {
      return !vm.is("Destroyed") && !vm.is("Expunging");
    }
    return vm.state.equalsIgnoreCase(state);
  }

  static boolean tagged(Map<String, String> tags, Map<String, String> wanted) {
    return wanted.entrySet().stream()
        .allMatch(
            tag ->
                tags.containsKey(tag.getKey())
                    && (tag.getValue() == null || tag.getValue().equals(tags.get(tag.getKey()))));
  }
}
