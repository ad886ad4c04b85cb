package io.breakwater.e2e.demo;

import io.breakwater.e2e.world.Sql;
import io.breakwater.e2e.world.World;
import io.breakwater.simulator.cloud.VmView;
import io.breakwater.simulator.cloud.VolumeView;
import io.breakwater.simulator.site.ProtectedContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks at CloudStack, the daemon's rows and the database by itself. It shares nothing with the
 * planner, so that it cannot agree with the planner's mistakes.
 */
public final class EndStateCheck {
  private final World world;
  private final Sql sql;

  public EndStateCheck(World world) {
    this.world = world;
    this.sql = new Sql(world.databaseAccess());
  }

  /** What is wrong with a VM that should be failed over to a test destination. */
  public List<String> failedOver(ProtectedContext vm) {
    List<String> problems = onOneMachine(vm);
    status(problems, vm, "failed_over_test");
    failoverJob(problems, vm);
    return problems;
  }

  /** What is wrong with a VM that should be failed over to a destination that takes its place. */
  public List<String> failedOverLive(ProtectedContext vm) {
    List<String> problems = onOneMachine(vm);
    bearsItsName(problems, vm);
    status(problems, vm, "failed_over_live");
    failoverJob(problems, vm);
    return problems;
  }

  /** What is wrong with a live failover that should be final. */
  public List<String> committed(ProtectedContext vm) {
    List<String> problems = onOneMachine(vm);
    bearsItsName(problems, vm);
    status(problems, vm, "completed");
    for (String id : vm.volumeIds()) {
      boolean snapshot =
          world.simulator().cloud().view().snapshots().stream()
              .anyMatch(s -> s.volumeId().equals(id));
      if (snapshot) {
        problems.add("disk " + id + " still has a snapshot");
      }
    }
    return problems;
  }

  /** What is wrong with the source's power. */
  List<String> source(ProtectedContext vm, boolean on) {
    String vcenter =
        sql.first(
            "SELECT vcenter_host FROM vm_replication_contexts WHERE context_id = ?",
            vm.contextId());
    String id =
        sql.first(
            "SELECT vmware_vm_id FROM vm_replication_contexts WHERE context_id = ?",
            vm.contextId());
    return world.site().vma().isOn(vcenter, id) == on
        ? List.of()
        : List.of("the source is " + (on ? "off" : "on"));
  }

  /** What is missing when the audit log does not say that this person did this. */
  List<String> audited(ProtectedContext vm, String what, String who) {
    String found =
        sql.first(
            "SELECT CONCAT(what, ' by ', who) FROM breakwater_audit WHERE context_id = ? AND what"
                + " LIKE 'DECIDED%' ORDER BY id DESC LIMIT 1",
            vm.contextId());
    return found.startsWith(what) && found.endsWith(" by " + who)
        ? List.of()
        : List.of("the audit log says \"" + found + "\"");
  }

  private void bearsItsName(List<String> problems, ProtectedContext vm) {
    world
        .simulator()
        .cloud()
        .view()
        .volume(vm.osVolumeId())
        .flatMap(volume -> world.simulator().cloud().view().vm(volume.vmId()))
        .filter(machine -> !machine.name().equals(vm.vmName()))
        .ifPresent(machine -> problems.add("the destination is named " + machine.name()));
  }

  private List<String> onOneMachine(ProtectedContext vm) {
    List<String> problems = new ArrayList<>();
    String machine = null;
    for (String id : vm.volumeIds()) {
      Optional<VolumeView> volume = world.simulator().cloud().view().volume(id);
      if (volume.isEmpty() || volume.get().vmId() == null) {
        problems.add("disk " + id + " hangs on no VM");
      } else if (machine == null) {
        machine = volume.get().vmId();
      } else if (!machine.equals(volume.get().vmId())) {
        problems.add("the disks hang on different VMs");
      }
    }
    String destination = machine;
    boolean runs =
        destination != null
            && world.simulator().cloud().view().vm(destination).map(VmView::state).stream()
                .anyMatch("Running"::equals);
    if (!runs) {
      problems.add("destination VM " + destination + " does not run");
    }
    return problems;
  }

  private void status(List<String> problems, ProtectedContext vm, String expected) {
    expect(
        problems,
        vm,
        expected,
        "SELECT current_status FROM vm_replication_contexts WHERE context_id = ?");
  }

  private void failoverJob(List<String> problems, ProtectedContext vm) {
    expect(
        problems,
        vm,
        "completed",
        "SELECT status FROM failover_jobs WHERE vm_context_id = ? ORDER BY id DESC LIMIT 1");
  }

  /** What is wrong with a VM that should be ready for failover again. */
  public List<String> ready(ProtectedContext vm) {
    List<String> problems =
        new ArrayList<>(world.simulator().endState().notAtRest(List.of(vm.contextId())));
    String disks = String.valueOf(vm.volumeIds().size());
    status(problems, vm, "ready_for_failover");
    expect(
        problems,
        vm,
        disks,
        "SELECT COUNT(*) FROM device_mappings m JOIN ossea_volumes v ON v.volume_id = m.volume_uuid WHERE v.vm_context_id = ? AND m.operation_mode = 'oma'");
    expect(
        problems,
        vm,
        disks,
        "SELECT COUNT(*) FROM ossea_volumes WHERE vm_context_id = ? AND COALESCE(snapshot_id, '') = ''");
    expect(
        problems,
        vm,
        "0",
        "SELECT COUNT(*) FROM job_tracking WHERE context_id = ? AND status IN ('pending', 'running')");
    expect(
        problems,
        vm,
        "0",
        "SELECT COUNT(*) FROM breakwater_disks WHERE context_id = ? AND dirty = 1");
    return problems;
  }

  private void expect(List<String> problems, ProtectedContext vm, String expected, String query) {
    String found = sql.first(query, vm.contextId());
    if (!expected.equals(found)) {
      problems.add("expected " + expected + ", found " + found + ": " + query);
    }
  }
}
