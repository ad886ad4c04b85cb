package io.breakwater.simulator.site;

import io.breakwater.simulator.daemon.DeviceLinks;
import io.breakwater.simulator.host.Database;
import io.breakwater.simulator.host.Json;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Writes the disks of a protected VM into the old schema. */
final class DiskRows {

  private static final Duration SINCE_LAST_COPY = Duration.ofHours(3);

  private final Database database;
  private final Clock clock;

  DiskRows(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  void insertDisk(ProtectedVm vm, String jobId, long configId, SiteVolume volume)
      throws SQLException {
    boolean attached = volume.deviceId() != null;
    long rowId =
        database.insert(
            "INSERT INTO ossea_volumes (vm_context_id, volume_id, volume_name, size_gb,"
                + " ossea_config_id, volume_type, status, created_at, updated_at) VALUES (?, ?, ?,"
                + " ?, ?, 'DATADISK', ?, ?, ?)",
            vm.contextIdOrDefault(),
            volume.volumeId(),
            volume.volumeName(),
            volume.disk().sizeGb(),
            configId,
            attached ? "attached" : "detached",
            clock.instant(),
            clock.instant());
    String changeId = vm.replicated() ? changeId(volume.volumeId(), 2) : null;
    insertDiskRow(vm, jobId, volume, rowId, changeId);
    if (vm.replicated()) {
      insertHistory(vm, jobId, volume, changeId);
    }
  }

  private void insertDiskRow(
      ProtectedVm vm, String jobId, SiteVolume volume, long volumeRow, String changeId)
      throws SQLException {
    ProtectedVm.Disk disk = volume.disk();
    database.update(
        "INSERT INTO vm_disks (vm_context_id, job_id, disk_id, vm_dk_path, size_gb, datastore,"
            + " label, provisioning_type, unit_number, capacity_bytes, ossea_volume_id,"
            + " disk_change_id, sync_status, sync_progress_percent, created_at, updated_at,"
            + " cpu_count, memory_mb, os_type, network_config, display_name, power_state,"
            + " vmware_uuid, bios_setup) VALUES (?, ?, ?, ?, ?, 'datastore1', ?, 'thin', ?, ?, ?,"
            + " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'poweredOn', ?, ?)",
        vm.contextIdOrDefault(),
        jobId,
        disk.diskId(),
        "[datastore1] %s/%s-%d.vmdk".formatted(vm.name(), vm.name(), disk.index()),
        disk.sizeGb(),
        "Hard disk " + (disk.index() + 1),
        disk.index(),
        (long) disk.sizeGb() << 30,
        volumeRow,
        changeId,
        vm.replicated() ? "completed" : "pending",
        vm.replicated() ? 100 : 12,
        clock.instant(),
        clock.instant(),
        vm.cpus(),
        vm.memoryMb(),
        vm.osType(),
        Json.write(adapters(vm)),
        vm.name(),
        vm.vmwareVmId(),
        "{\"firmware\":\"bios\"}");
  }

  private void insertHistory(ProtectedVm vm, String jobId, SiteVolume volume, String changeId)
      throws SQLException {
    database.update(
        "INSERT INTO cbt_history (vm_context_id, job_id, disk_id, change_id, previous_change_id,"
            + " sync_type, blocks_changed, bytes_transferred, sync_duration_seconds, sync_success,"
            + " created_at) VALUES (?, ?, ?, ?, ?, 'incremental', 512, 33554432, 42, 1, ?)",
        vm.contextIdOrDefault(),
        jobId,
        volume.disk().diskId(),
        changeId,
        changeId(volume.volumeId(), 1),
        clock.instant().minus(SINCE_LAST_COPY));
  }

  /** The daemon's side of an attachment to the appliance: mapping, path and export. */
  void insertMapping(ProtectedVm vm, SiteVolume volume, String applianceVmId, DeviceLinks links)
      throws SQLException {
    String path = links.pathOf(volume.volumeId()).toString();
    database.update(
        "INSERT INTO device_mappings (id, vm_context_id, volume_uuid, vm_id, operation_mode,"
            + " cloudstack_device_id, requires_device_correlation, device_path, cloudstack_state,"
            + " linux_state, size, last_sync) VALUES (?, ?, ?, ?, 'oma', ?, 1, ?, 'attached',"
            + " 'detected', ?, ?)",
        UUID.randomUUID().toString(),
        vm.contextIdOrDefault(),
        volume.volumeId(),
        applianceVmId,
        volume.deviceId(),
        path,
        (long) volume.disk().sizeGb() << 30,
        clock.instant());
    database.update(
        "UPDATE ossea_volumes SET device_path = ? WHERE volume_id = ?", path, volume.volumeId());
    String export = "migration-vol-" + volume.volumeId();
    database.update(
        "INSERT INTO nbd_exports (vm_context_id, volume_id, device_mapping_uuid, export_name,"
            + " device_path, config_path, status, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?,"
            + " 'active', ?, ?)",
        vm.contextIdOrDefault(),
        volume.volumeId(),
        volume.volumeId(),
        export,
        path,
        "/etc/nbd-server/conf.d/" + export + ".conf",
        clock.instant(),
        clock.instant());
  }

  private static List<Map<String, Object>> adapters(ProtectedVm vm) {
    List<Map<String, Object>> adapters = new ArrayList<>();
    for (int i = 0; i < vm.sourceNetworks().size(); i++) {
      Map<String, Object> adapter = new LinkedHashMap<>();
      adapter.put("label", "Network adapter " + (i + 1));
      adapter.put("network_name", vm.sourceNetworks().get(i));
      adapter.put("adapter_type", "vmxnet3");
      String id = vm.vmwareVmId();
      adapter.put(
          "mac_address",
          "00:50:56:%s:%s:%02x".formatted(id.substring(9, 11), id.substring(11, 13), i));
      adapter.put("connected", true);
      adapters.add(adapter);
    }
    return adapters;
  }

  private static String changeId(String volumeId, int number) {
    return "52 " + volumeId.substring(0, 8) + "-7f 0e 21 5c/" + number;
  }
}
