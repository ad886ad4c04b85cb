package io.breakwater.e2e.trouble;

import io.breakwater.simulator.site.ProtectedContext;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/** The old database, changed and read by hand. */
final class Rows {
  private final TroubleWorld world;

  Rows(TroubleWorld world) {
    this.world = world;
  }

  void change(String sql, Object... arguments) {
    try {
      world.site().database().update(sql, arguments);
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  Optional<String> read(String sql, Object... arguments) {
    try {
      return world.site().database().first(row -> row.getString(1), sql, arguments);
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  void status(ProtectedContext vm, String status) {
    change(
        "UPDATE vm_replication_contexts SET current_status = ? WHERE context_id = ?",
        status,
        vm.contextId());
  }

  /** The parameters with which the old system deploys. */
  Map<String, String> deployment(String name) {
    return Map.of(
        "name",
        name,
        "zoneid",
        setting("zone"),
        "templateid",
        setting("template_id"),
        "serviceofferingid",
        setting("service_offering_id"),
        "networkids",
        setting("network_id"),
        "startvm",
        "false",
        "details[0].cpuNumber",
        "2",
        "details[0].memory",
        "4096");
  }

  String setting(String column) {
    return read("SELECT " + column + " FROM ossea_configs WHERE is_active = 1").orElseThrow();
  }
}
