package io.breakwater.simulator.site;

import io.breakwater.simulator.cloud.VolumeView;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether database, daemon, device links and CloudStack tell the same story about a protected VM.
 * Complements the cloud's own end-state checks, which see only CloudStack.
 */
public final class SiteCheck {

  private final Site site;

  /** Checks that site. */
  public SiteCheck(Site site) {
    this.site = site;
  }

  /**
   * What contradicts a VM that is ready for failover: all disks on the appliance with mapping,
   * path, device link and export, nothing tracked as snapshot, status ready_for_failover.
   */
  public List<String> notReady(ProtectedContext context) {
    try {
      List<String> found = new ArrayList<>();
      for (String volumeId : context.volumeIds()) {
        checkCloudStack(volumeId, found);
        checkRows(volumeId, found);
        if (!site.links().shows(volumeId)) {
          found.add(volumeId + ": no device link on the appliance");
        }
      }
      checkContext(context, found);
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException("check " + context.contextId() + ": " + e, e);
    }
  }

  private void checkCloudStack(String volumeId, List<String> found) {
    Optional<VolumeView> volume = site.cloud().view().volume(volumeId);
    if (volume.isEmpty()) {
      found.add(volumeId + ": gone from CloudStack");
    } else if (!volume.get().isOn(site.applianceVmId())) {
      found.add(volumeId + ": in CloudStack it is on " + volume.get().vmId());
    }
  }

  private void checkRows(String volumeId, List<String> found) throws SQLException {
    String path = site.links().pathOf(volumeId).toString();
    expect(
        found,
        volumeId + ": mapping (vm, mode, path)",
        site.applianceVmId() + " oma " + path,
        "SELECT CONCAT_WS(' ', vm_id, operation_mode, device_path) FROM device_mappings WHERE"
            + " volume_uuid = ?",
        volumeId);
    expect(
        found,
        volumeId + ": ossea_volumes (status, path, snapshot)",
        "attached " + path + " ",
        "SELECT CONCAT(status, ' ', COALESCE(device_path, ''), ' ', COALESCE(snapshot_id, '')) FROM"
            + " ossea_volumes WHERE volume_id = ?",
        volumeId);
    expect(
        found,
        volumeId + ": NBD exports",
        "1",
        "SELECT COUNT(*) FROM nbd_exports WHERE volume_id = ?",
        volumeId);
  }

  private void checkContext(ProtectedContext context, List<String> found) throws SQLException {
    expect(
        found,
        context.contextId() + ": status and current job",
        "ready_for_failover -",
        "SELECT CONCAT(current_status, ' ', COALESCE(NULLIF(current_job_id, ''), '-')) FROM"
            + " vm_replication_contexts WHERE context_id = ?",
        context.contextId());
  }

  private void expect(List<String> found, String what, String wanted, String sql, String argument)
      throws SQLException {
    String actual = site.database().first(row -> row.getString(1), sql, argument).orElse("no row");
    if (!actual.equals(wanted)) {
      found.add("%s: '%s' instead of '%s'".formatted(what, actual, wanted));
    }
  }
}
