package io.breakwater.e2e.trouble;

import io.breakwater.simulator.host.Database;
import io.breakwater.simulator.site.ProtectedContext;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;

/** Failovers of the old system, in the states in which its process died. */
final class OldFailover {
  private final TroubleWorld world;
  private final Person person;

  OldFailover(TroubleWorld world, Person person) {
    this.world = world;
    this.person = person;
  }

  /**
   * Snapshots are taken and tracked, the injector wrote half of what it had to, and the job says
   * running for ever.
   *
   * @return the id of its rows in {@code job_tracking} and {@code failover_jobs}
   */
  String diedWhileInjecting(ProtectedContext vm) {
    String job = UUID.randomUUID().toString();
    try {
      Database database = world.site().database();
      database.update(
          "INSERT INTO job_tracking (id, job_type, operation, status, started_at, context_id)"
              + " VALUES (?, 'failover', 'unified-test-failover', 'running', NOW(), ?)",
          job,
          vm.contextId());
      database.update(
          "INSERT INTO failover_jobs (vm_context_id, job_id, vm_id, replication_job_id, job_type,"
              + " status, source_vm_name, created_at) VALUES (?, ?, ?, (SELECT id FROM"
              + " replication_jobs WHERE vm_context_id = ? ORDER BY created_at DESC LIMIT 1),"
              + " 'test', 'pending', ?, NOW())",
          vm.contextId(),
          job,
          vm.vmwareVmId(),
          vm.contextId(),
          vm.vmName());
      database.update(
          "UPDATE vm_replication_contexts SET current_status = 'failed_over_test'"
              + " WHERE context_id = ?",
          vm.contextId());
      for (String volume : vm.volumeIds()) {
        snapshot(volume);
      }
    } catch (SQLException e) {
      throw new AssertionError("write the rows of an old failover", e);
    }
    world
        .cloud()
        .write(vm.osVolumeId(), "virt-v2v of the old system", "half of the drivers", false);
    return job;
  }

  private void snapshot(String volume) throws SQLException {
    String id =
        person
            .does("createSnapshot", Map.of("volumeid", volume, "name", "multi-test-failover-1"))
            .path("snapshot")
            .path("id")
            .asText();
    world
        .site()
        .database()
        .update(
            "UPDATE ossea_volumes SET snapshot_id = ?, snapshot_created_at = NOW(),"
                + " snapshot_status = 'ready' WHERE volume_id = ?",
            id,
            volume);
  }
}
