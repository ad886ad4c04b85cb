package io.breakwater.simulator.daemon;

import io.breakwater.simulator.host.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What the daemon keeps in {@code device_mappings}, {@code ossea_volumes}, {@code nbd_exports}. */
final class Mappings {

  /** Only what the lookup query of the daemon selects; the rest of a mapping comes back empty. */
  record Mapping(
      String volumeUuid,
      String vmId,
      String operationMode,
      Integer deviceId,
      boolean requiresCorrelation,
      String devicePath,
      String cloudStackState,
      String linuxState,
      long size,
      String lastSync,
      String createdAt,
      String updatedAt) {

    static Mapping read(ResultSet row) throws SQLException {
      return new Mapping(
          row.getString("volume_uuid"),
          row.getString("vm_id"),
          row.getString("operation_mode"),
          row.getObject("cloudstack_device_id", Integer.class),
          row.getBoolean("requires_device_correlation"),
          row.getString("device_path"),
          row.getString("cloudstack_state"),
          row.getString("linux_state"),
          row.getLong("size"),
          row.getTimestamp("last_sync").toInstant().toString(),
          row.getTimestamp("created_at").toInstant().toString(),
          row.getTimestamp("updated_at").toInstant().toString());
    }

    Map<String, Object> toJson() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("id", "");
      json.put("vm_context_id", null);
      json.put("volume_uuid", volumeUuid);
      json.put("volume_id_numeric", null);
      json.put("vm_id", vmId);
      json.put("operation_mode", operationMode);
      json.put("cloudstack_device_id", deviceId);
      json.put("requires_device_correlation", requiresCorrelation);
      json.put("device_path", devicePath);
      json.put("cloudstack_state", cloudStackState);
      json.put("linux_state", linuxState);
      json.put("size", size);
      json.put("last_sync", lastSync);
      json.put("snapshot_status", "");
      json.put("created_at", createdAt);
      json.put("updated_at", updatedAt);
      return json;
    }
  }

  private final Database database;
  private final ConfigRow config;
  private final Clock clock;

  Mappings(Database database, ConfigRow config, Clock clock) {
    this.database = database;
    this.config = config;
    this.clock = clock;
  }

  Optional<Mapping> ofVolume(String volumeId) throws SQLException {
    return database.first(
        Mapping::read, "SELECT * FROM device_mappings WHERE volume_uuid = ?", volumeId);
  }

  Optional<Mapping> ofPath(String devicePath) throws SQLException {
    return database.first(
        Mapping::read, "SELECT * FROM device_mappings WHERE device_path = ?", devicePath);
  }

  List<Mapping> ofVm(String vmId) throws SQLException {
    return database.query(
        Mapping::read,
        "SELECT * FROM device_mappings WHERE vm_id = ? ORDER BY created_at, id",
        vmId);
  }

  /** The VM the active configuration calls the appliance; null when the row does not say. */
  String applianceVmId() throws SQLException {
    return config.read(database, row -> row.getString(1), "oma_vm_id").orElse(null);
  }

  long sizeOf(String volumeId) throws SQLException {
    return database
        .first(
            row -> row.getLong(1) << 30,
            "SELECT size_gb FROM ossea_volumes WHERE volume_id = ?",
            volumeId)
        .orElse(0L);
  }

  void insert(Attachment attachment, long size) throws SQLException {
    boolean appliance = attachment.toAppliance();
    database.update(
        "INSERT INTO device_mappings (id, vm_context_id, volume_uuid, vm_id, operation_mode,"
            + " cloudstack_device_id, requires_device_correlation, device_path, cloudstack_state,"
            + " linux_state, size, last_sync) VALUES (?, (SELECT vm_context_id FROM ossea_volumes"
            + " WHERE volume_id = ?), ?, ?, ?, ?, ?, ?, 'attached', ?, ?, ?)",
        UUID.randomUUID().toString(),
        attachment.volumeId(),
        attachment.volumeId(),
        attachment.vmId(),
        appliance ? "oma" : "failover",
        attachment.asRoot() ? 0 : null,
        appliance,
        attachment.devicePath(),
        appliance ? "detected" : "n/a",
        size,
        clock.instant());
  }

  void insertExport(Attachment attachment) throws SQLException {
    String name = "migration-vol-" + attachment.volumeId();
    database.update(
        "INSERT INTO nbd_exports (vm_context_id, volume_id, device_mapping_uuid, export_name, port,"
            + " device_path, config_path, status, created_at, updated_at) VALUES ((SELECT"
            + " vm_context_id FROM ossea_volumes WHERE volume_id = ?), ?, ?, ?, 10809, ?, ?,"
            + " 'active', ?, ?)",
        attachment.volumeId(),
        attachment.volumeId(),
        attachment.volumeId(),
        name,
        attachment.devicePath(),
        "/etc/nbd-server/conf.d/" + name + ".conf",
        clock.instant(),
        clock.instant());
  }

  void deleteExport(String volumeId) throws SQLException {
    database.update("DELETE FROM nbd_exports WHERE volume_id = ?", volumeId);
  }

  void delete(String volumeId) throws SQLException {
    database.update("DELETE FROM device_mappings WHERE volume_uuid = ?", volumeId);
  }

  void markAttached(String volumeId, String devicePath) throws SQLException {
    database.update(
        "UPDATE ossea_volumes SET device_path = ?, status = 'attached', updated_at = ? WHERE"
            + " volume_id = ?",
        devicePath,
        clock.instant(),
        volumeId);
  }

  void markDetached(String volumeId) throws SQLException {
    database.update(
        "UPDATE ossea_volumes SET device_path = NULL, status = 'detached', updated_at = ? WHERE"
            + " volume_id = ?",
        clock.instant(),
        volumeId);
  }
}
