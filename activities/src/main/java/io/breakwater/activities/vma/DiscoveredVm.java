package io.breakwater.activities.vma;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A VM as the VMA sees it in vCenter.
 *
 * @param id the VMware UUID
 * @param powerState in the VMA's words
 * @param cpus 0 when not told
 * @param memoryMb 0 when not told
 * @param disks as they came, for whoever hands them on
 * @param networks as they came
 */
public record DiscoveredVm(
    String id,
    String name,
    String path,
    String datacenter,
    String powerState,
    String guestOs,
    int cpus,
    int memoryMb,
    String vmxVersion,
    JsonNode disks,
    JsonNode networks) {

  static DiscoveredVm read(JsonNode json) {
    String id = json.path("id").asText("");
    if (id.isEmpty()) {
      throw new IllegalArgumentException("a VM without id");
    }
    return new DiscoveredVm(
        id,
        json.path("name").asText(""),
        json.path("path").asText(""),
        json.path("datacenter").asText(""),
        json.path("power_state").asText(""),
        json.path("guest_os").asText(""),
        json.path("num_cpu").asInt(0),
        json.path("memory_mb").asInt(0),
        json.path("vmx_version").asText(""),
        json.path("disks"),
        json.path("networks"));
  }
}
