package io.breakwater.simulator.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.simulator.embedded.EmbeddedDatabase;
import io.breakwater.simulator.host.Database;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OldSchemaTest {

  private final EmbeddedDatabase server = EmbeddedDatabase.shared();
  private String url;
  private Database database;

  @BeforeEach
  void install() {
    url = server.jdbcUrl(server.freshSchema());
    assertThat(OldSchema.install(url, server.user(), server.password())).isTrue();
    database = new Database(url, server.user(), server.password());
  }

  @Test
  void leavesAnInstalledSchemaAlone() throws SQLException {
    insertContext("ctx-a", "app01", "vc1");

    assertThat(OldSchema.install(url, server.user(), server.password())).isFalse();
    assertThat(
            database.query(
                row -> row.getString(1), "SELECT context_id FROM vm_replication_contexts"))
        .containsExactly("ctx-a");
  }

  @Test
  void holdsTheDevicePathUniqueOverAllVms() throws SQLException {
    insertMapping("vol-1", "remote-vm-9b2d");

    assertThatThrownBy(() -> insertMapping("vol-2", "remote-vm-9b2d"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("unique_device_path");
  }

  @Test
  void refusesStatusValuesThatTheEnumDoesNotHave() {
    assertThatThrownBy(
            () ->
                database.update(
                    "INSERT INTO failover_jobs (job_id, vm_id, job_type, status, source_vm_name)"
                        + " VALUES ('j', 'v', 'test', 'executing', 'app01')"))
        .isInstanceOf(SQLException.class);
  }

  @Test
  void refusesExternalIdsLongerThan64Characters() {
    assertThatThrownBy(
            () ->
                database.update(
                    "INSERT INTO job_tracking (id, job_type, operation, external_job_id) VALUES"
                        + " ('j', 'failover', 'x', ?)",
                    "u".repeat(65)))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("external_job_id");
  }

  @Test
  void allowsOneNameInTwoVcenters() throws SQLException {
    insertContext("ctx-a", "fileserver", "vc1");
    insertContext("ctx-b", "fileserver", "vc2");

    assertThatThrownBy(() -> insertContext("ctx-c", "fileserver", "vc2"))
        .isInstanceOf(SQLException.class);
  }

  @Test
  void dropsTheExportWithTheMapping() throws SQLException {
    insertMapping("vol-1", "/dev/disk/by-id/virtio-1");
    database.update(
        "INSERT INTO nbd_exports (volume_id, device_mapping_uuid, export_name, device_path) VALUES"
            + " ('vol-1', 'vol-1', 'migration-vol-vol-1', '/dev/x')");

    database.update("DELETE FROM device_mappings");

    assertThat(database.query(row -> row.getLong(1), "SELECT id FROM nbd_exports")).isEmpty();
  }

  private void insertContext(String id, String name, String vcenter) throws SQLException {
    database.update(
        "INSERT INTO vm_replication_contexts (context_id, vm_name, vmware_vm_id, vm_path,"
            + " vcenter_host, datacenter) VALUES (?, ?, ?, '/p', ?, 'DC1')",
        id,
        name,
        "4205-" + id,
        vcenter);
  }

  private void insertMapping(String volume, String path) throws SQLException {
    database.update(
        "INSERT INTO device_mappings (volume_uuid, vm_id, device_path, cloudstack_state,"
            + " linux_state) VALUES (?, 'vm', ?, 'attached', 'n/a')",
        volume,
        path);
  }
}
