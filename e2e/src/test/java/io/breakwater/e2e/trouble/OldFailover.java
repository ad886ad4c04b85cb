package io.breakwater.e2e.trouble;

import io.breakwater.simulator.site.ProtectedContext;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Failovers of the old system, in the states in which its process died. */
final class OldFailover {
  private final TroubleWorld world;
  private final Person person;
  private final DaemonClient daemon;
  private final Rows rows;

  OldFailover(TroubleWorld world, Person person) {
    this.world = world;
    this.person = person;
    this.daemon = new DaemonClient(world);
    this.rows = new Rows(world);
  }

  /**
   * Snapshots are taken and tracked, the injector wrote half of what it had to, and the job says
   * running for ever.
   *
   * @return the id of its rows in {@code job_tracking} and {@code failover_jobs}
   */
  String diedWhileInjecting(ProtectedContext vm) {
    String job = begins(vm, "test");
    snapshots(vm, vm.volumeIds());
    injects(vm, false);
    return job;
  }

  /** Its rows before it touched a disk: the status says failed over already. */
  String begins(ProtectedContext vm, String type) {
    String job = UUID.randomUUID().toString();
    rows.change(
        "INSERT INTO job_tracking (id, job_type, operation, status, started_at, context_id)"
            + " VALUES (?, 'failover', 'unified-"
            + type
            + "-failover', 'running', NOW(), ?)",
        job,
        vm.contextId());
    rows.change(
        "INSERT INTO job_steps (job_id, name, seq) VALUES (?, 'virtio-driver-injection', 1)", job);
    rows.change(
        "INSERT INTO failover_jobs (vm_context_id, job_id, vm_id, replication_job_id, job_type,"
            + " status, source_vm_name, created_at) VALUES (?, ?, ?, (SELECT id FROM"
            + " replication_jobs WHERE vm_context_id = ? ORDER BY created_at DESC LIMIT 1),"
            + " ?, 'pending', ?, NOW())",
        vm.contextId(),
        job,
        vm.vmwareVmId(),
        vm.contextId(),
        type,
        vm.vmName());
    rows.status(vm, "failed_over_" + type);
    rows.change(
        "UPDATE device_mappings SET operation_mode = 'failover' WHERE vm_context_id = ?",
        vm.contextId());
    return job;
  }

  void snapshots(ProtectedContext vm, List<String> volumes) {
    for (String volume : volumes) {
      String id = snapshot(volume, "multi-test-failover-" + vm.vmName());
      rows.change(
          "UPDATE ossea_volumes SET snapshot_id = ?, snapshot_created_at = NOW(),"
              + " snapshot_status = 'ready' WHERE volume_id = ?",
          id,
          volume);
    }
  }

  /** An untracked snapshot. */
  String snapshot(String volume, String name) {
    return person
        .does("createSnapshot", Map.of("volumeid", volume, "name", name))
        .path("snapshot")
        .path("id")
        .asText();
  }

  void injects(ProtectedContext vm, boolean complete) {
    world
        .cloud()
        .write(vm.osVolumeId(), "virt-v2v of the old system", "some of the drivers", complete);
  }

  /** An empty machine without mark; only the job's row names it. Its ROOT is still on it. */
  String deploys(ProtectedContext vm, String job) {
    String machine =
        person
            .does("deployVirtualMachine", rows.deployment("old-" + vm.vmName()))
            .path("virtualmachine")
            .path("id")
            .asText();
    world.world().simulator().oracle().formerDestination(machine);
    rows.change("UPDATE failover_jobs SET destination_vm_id = ? WHERE job_id = ?", machine, job);
    return machine;
  }

  /** The old system never recorded which ROOT it deleted. */
  void dropsRoot(String machine) {
    String root = world.cloud().view().vm(machine).orElseThrow().bornRootId();
    person.does("detachVolume", Map.of("id", root));
    person.does("deleteVolume", Map.of("id", root));
  }

  void movesAsRoot(String volume, String machine) {
    daemon.detach(volume);
    daemon.attachAsRoot(volume, machine);
  }

  void moves(String volume, String machine) {
    daemon.detach(volume);
    daemon.attachData(volume, machine);
  }

  /** Everything that it does for a test or a live failover of a VM with one or two disks. */
  String failedOver(ProtectedContext vm, String type) {
    String job = begins(vm, type);
    snapshots(vm, vm.volumeIds());
    injects(vm, true);
    String machine = deploys(vm, job);
    dropsRoot(machine);
    movesAsRoot(vm.osVolumeId(), machine);
    vm.volumeIds().stream().skip(1).forEach(volume -> moves(volume, machine));
    person.does("startVirtualMachine", Map.of("id", machine));
    rows.change("UPDATE failover_jobs SET status = 'completed' WHERE job_id = ?", job);
    rows.change("UPDATE job_tracking SET status = 'completed' WHERE id = ?", job);
    rows.change("UPDATE job_steps SET status = 'completed' WHERE job_id = ?", job);
    return machine;
  }
}
