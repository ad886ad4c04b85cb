package io.breakwater.gateway.vm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.inventory.context.ContextRow;
import io.breakwater.inventory.context.Contexts.Group;
import io.breakwater.inventory.disk.DiskRow;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** VM contexts and disks under the names of their columns. */
final class VmContextShape {
  private static final ObjectMapper JSON = new ObjectMapper();

  private VmContextShape() {}

  static Map<String, Object> listed(ContextRow row, List<Group> groups) {
    Map<String, Object> shown = context(row);
    shown.put("groups", groups.stream().map(VmContextShape::group).toList());
    shown.put("group_count", groups.size());
    return shown;
  }

  static Map<String, Object> context(ContextRow row) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("context_id", row.id().value());
    shown.put("vm_name", row.vmName());
    shown.put("vmware_vm_id", row.vmwareVmId());
    shown.put("vm_path", row.vmPath());
    shown.put("vcenter_host", row.vcenterHost());
    shown.put("datacenter", row.datacenter());
    shown.put("current_status", row.storedStatus().name());
    shown.put("current_job_id", row.currentJobId());
    shown.put("total_jobs_run", row.counters().total());
    shown.put("successful_jobs", row.counters().successful());
    shown.put("failed_jobs", row.counters().failed());
    shown.put("last_successful_job_id", row.lastSuccessfulJobId());
    shown.put("cpu_count", row.cpuCount());
    shown.put("memory_mb", row.memoryMb());
    shown.put("os_type", row.osType());
    shown.put("power_state", row.powerState());
    shown.put("vm_tools_version", row.vmToolsVersion());
    shown.put("created_at", text(row.createdAt()));
    shown.put("updated_at", text(row.updatedAt()));
    shown.put("first_job_at", text(row.counters().firstAt()));
    shown.put("last_job_at", text(row.counters().lastAt()));
    shown.put("last_status_change", text(row.lastStatusChange()));
    shown.put("scheduler_enabled", row.schedulerEnabled());
    shown.put("last_operation_summary", json(row.lastOperationSummary()));
    return shown;
  }

  private static Map<String, Object> group(Group group) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("id", group.id());
    shown.put("name", group.name());
    shown.put("priority", group.priority());
    shown.put("enabled", group.enabled());
    return shown;
  }

  static Map<String, Object> disk(DiskRow disk) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("disk_id", disk.id().value());
    shown.put("volume_id", disk.volume() == null ? null : disk.volume().value());
    shown.put("volume_name", disk.volumeName());
    shown.put("capacity_bytes", disk.sizeBytes());
    shown.put("disk_change_id", disk.changeId());
    shown.put("os_type", disk.osType());
    shown.put("cpu_count", disk.cpus());
    shown.put("memory_mb", disk.memoryMb());
    shown.put("device_path", disk.devicePath());
    return shown;
  }

  /** The JSON itself where it can be read, else its text. */
  static Object json(String text) {
    if (text == null) {
      return null;
    }
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return text;
    }
  }

  private static String text(Instant instant) {
    return instant == null ? null : instant.toString();
  }
}
