package io.breakwater.simulator.site;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulator.host.Database;
import io.breakwater.simulator.host.Json;
import io.breakwater.simulator.vma.SourceVm;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The source VMs behind the contexts of one site in the database, for the VMA. */
final class SourceInventory {

  private final Database database;
  private final long configId;

  SourceInventory(Database database, long configId) {
    this.database = database;
    this.configId = configId;
  }

  List<String> contextIds() throws SQLException {
    return database.query(
        row -> row.getString(1),
        "SELECT context_id FROM vm_replication_contexts WHERE COALESCE(ossea_config_id, ?) = ?"
            + " ORDER BY created_at, context_id",
        configId,
        configId);
  }

  ProtectedContext context(String contextId) throws SQLException {
    List<String> volumes =
        database.query(
            row -> row.getString(1),
            "SELECT v.volume_id FROM vm_disks d JOIN ossea_volumes v ON v.id = d.ossea_volume_id"
                + " WHERE d.vm_context_id = ? ORDER BY d.id",
            contextId);
    return database
        .first(
            row ->
                new ProtectedContext(
                    contextId,
                    row.getString("vm_name"),
                    row.getString("vmware_vm_id"),
                    row.getString("vcenter_host"),
                    volumes),
            "SELECT vm_name, vmware_vm_id, vcenter_host FROM vm_replication_contexts WHERE"
                + " context_id = ?",
            contextId)
        .orElseThrow(() -> new IllegalArgumentException("there is no VM context " + contextId));
  }

  SourceVm sourceVm(String contextId) throws SQLException {
    List<Integer> sizes =
        database.query(
            row -> row.getInt(1),
            "SELECT size_gb FROM vm_disks WHERE vm_context_id = ? ORDER BY id",
            contextId);
    return database
        .first(
            row -> sourceVm(row, sizes),
            "SELECT c.*, (SELECT d.network_config FROM vm_disks d WHERE d.vm_context_id ="
                + " c.context_id ORDER BY d.id LIMIT 1) AS adapters FROM vm_replication_contexts c"
                + " WHERE c.context_id = ?",
            contextId)
        .orElseThrow(() -> new IllegalArgumentException("there is no VM context " + contextId));
  }

  private static SourceVm sourceVm(ResultSet row, List<Integer> sizes) throws SQLException {
    return new SourceVm(
        row.getString("vmware_vm_id"),
        row.getString("vm_name"),
        row.getString("vcenter_host"),
        row.getString("datacenter"),
        guestOs(row.getString("os_type")),
        row.getInt("cpu_count"),
        row.getInt("memory_mb"),
        true,
        networks(row.getString("adapters")),
        sizes);
  }

  private static String guestOs(String osType) {
    return switch (osType) {
      case "windows" -> "windows2019srv_64Guest";
      case "linux" -> "ubuntu64Guest";
      default -> osType;
    };
  }

  private static List<String> networks(String adapters) {
    List<String> names = new ArrayList<>();
    if (adapters != null) {
      for (JsonNode adapter : Json.read(adapters)) {
        names.add(adapter.path("network_name").asText());
      }
    }
    return names;
  }
}
