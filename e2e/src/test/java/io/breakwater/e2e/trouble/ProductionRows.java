package io.breakwater.e2e.trouble;

import static io.breakwater.e2e.trouble.RecoveryRow.person;
import static io.breakwater.e2e.trouble.RecoveryRow.ready;
import static io.breakwater.e2e.trouble.RecoveryRow.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.simulator.site.ProtectedVm;
import io.breakwater.simulator.site.SiteNames;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** What production and site tests of the old system left behind (domain §5.9), and its rows. */
final class ProductionRows {
  private ProductionRows() {}

  static Stream<RecoveryRow> rows() {
    return Stream.of(
            failoverJobs(), jobRows(), statuses(), live(), singleSnapshots(), lostSnapshots())
        .flatMap(List::stream);
  }

  private static List<RecoveryRow> failoverJobs() {
    return List.of(
        ready(
            40,
            "§5.9 no. 35, legacy row pending",
            "a job that ended before it touched a disk is pending for ever",
            wreck -> {
              wreck.old().begins(wreck.vm(), "test");
              wreck.rows().status(wreck.vm(), "ready_for_failover");
            }),
        ready(
            41,
            "§5.9 no. 24, legacy row without context",
            "the row that names the test VM names no context",
            wreck -> {
              wreck.oldFailover("test");
              wreck
                  .rows()
                  .change(
                      "UPDATE failover_jobs SET vm_context_id = NULL WHERE vm_context_id = ?",
                      wreck.vm().contextId());
            }));
  }

  private static List<RecoveryRow> jobRows() {
    return List.of(
        ready(
            42,
            "§5.9 no. 21, job rows left running",
            "jobs and steps of a dead process say running",
            wreck -> {
              String parent = wreck.old().begins(wreck.vm(), "test");
              wreck
                  .rows()
                  .change(
                      "INSERT INTO job_tracking (id, parent_job_id, job_type, operation, status,"
                          + " started_at, context_id) VALUES (?, ?, 'cleanup',"
                          + " 'enhanced-test-failover-rollback', 'running', NOW(), ?)",
                      UUID.randomUUID().toString(),
                      parent,
                      wreck.vm().contextId());
            }),
        ready(
                43,
                "§5.9 no. 12",
                "the daemon could not map the second data disk",
                wreck -> wreck.oldFailover("test"))
            .ofDisks(3));
  }

  /** The oldest engine took one snapshot, and only the row of its failover named it. */
  private static List<RecoveryRow> singleSnapshots() {
    return List.of(
        ready(
            50,
            "§5.6 legacy single ossea_snapshot_id",
            "only the failover's row names the snapshot of the OS disk",
            ProductionRows::diedWithOneSnapshot),
        person(
            51,
            "§5.5 legacy single ossea_snapshot_id",
            "and that row names the VM where it should name the replication",
            "BASELINE_UNKNOWN",
            wreck -> {
              diedWithOneSnapshot(wreck);
              wreck
                  .rows()
                  .change(
                      "UPDATE failover_jobs SET replication_job_id = vm_id, vm_context_id = NULL"
                          + " WHERE vm_context_id = ?",
                      wreck.vm().contextId());
            }));
  }

  private static List<RecoveryRow> lostSnapshots() {
    return List.of(
        person(
            55,
            "§5.9 no. 19",
            "only the OS disk has a snapshot, and a VM ran on both disks",
            "NO_SNAPSHOT",
            wreck -> {
              wreck.oldFailover("test");
              String snapshot = wreck.snapshotOf(wreck.disk(1)).id();
              wreck.person().does("deleteSnapshot", Map.of("id", snapshot));
              wreck
                  .rows()
                  .change(
                      "UPDATE ossea_volumes SET snapshot_id = '' WHERE volume_id = ?",
                      wreck.disk(1));
            }),
        person(
            52,
            "§5.9 no. 18",
            "the ids of the snapshots went with the daemon's mapping",
            "UNTRACKED_SNAPSHOT",
            wreck -> {
              wreck.old().diedWhileInjecting(wreck.vm());
              wreck
                  .rows()
                  .change(
                      "UPDATE ossea_volumes SET snapshot_id = NULL WHERE vm_context_id = ?",
                      wreck.vm().contextId());
            }),
        person(
            53,
            "§5.9 no. 22",
            "a second test failover took its snapshots of the disk that the first one left dirty",
            "UNTRACKED_SNAPSHOT",
            wreck -> {
              wreck.old().diedWhileInjecting(wreck.vm());
              wreck.old().diedWhileInjecting(wreck.vm());
            }));
  }

  private static void diedWithOneSnapshot(Wreck wreck) {
    String job = wreck.old().begins(wreck.vm(), "test");
    String snapshot = wreck.old().snapshot(wreck.disk(0), "test-failover-" + job);
    wreck
        .rows()
        .change("UPDATE failover_jobs SET ossea_snapshot_id = ? WHERE job_id = ?", snapshot, job);
    wreck.old().injects(wreck.vm(), false);
  }

  private static List<RecoveryRow> statuses() {
    return List.of(
        ready(
            44,
            "§5.9 no. 25",
            "the VM is failed_over_test after its cleanup",
            wreck -> wreck.rows().status(wreck.vm(), "failed_over_test")),
        refused(
            45,
            "§5.9 no. 35",
            "a replication job is replicating and moved lately",
            "REPLICATION_RUNNING",
            wreck -> OldWorkRows.replicates(wreck, 1)),
        ready(
                46,
                "name twice (§2.2)",
                "two vCenters have a VM of this name",
                wreck -> {
                  ProtectedVm twin =
                      ProtectedVm.named(wreck.vm().vmName())
                          .contextId("ctx-twin-of-" + wreck.vm().vmName())
                          .vcenter(SiteNames.SECOND_VCENTER)
                          .withoutLiveMapping()
                          .withoutTestMapping();
                  wreck.world().site().protect(twin);
                  wreck.old().diedWhileInjecting(wreck.vm());
                })
            .by(
                wreck -> {
                  assertThat(wreck.submitted(wreck.vm().vmName(), false)).isEqualTo("AmbiguousVm");
                  return wreck.recovers();
                }));
  }

  private static List<RecoveryRow> live() {
    return List.of(
        ready(
            47,
            "§5.9 no. 27",
            "the old system called the VM failed_over_live before it did anything",
            wreck -> wreck.old().begins(wreck.vm(), "live")),
        ready(
            54,
            "§5.9 no. 30",
            "the old system's live failover stopped in the middle of its injection",
            wreck -> {
              wreck.old().begins(wreck.vm(), "live");
              wreck.old().snapshots(wreck.vm(), wreck.vm().volumeIds());
              wreck.old().injects(wreck.vm(), false);
            }),
        refused(
            48,
            "live data",
            "the old system's live destination runs and nobody agreed to lose its data",
            "LIVE_DATA",
            wreck -> wreck.oldFailover("live")),
        ready(
                49,
                "live data",
                "the old system's live destination runs and its data may be discarded",
                wreck -> wreck.oldFailover("live"))
            .by(Wreck::rollsBackAndDiscards),
        person(
            59,
            "§5.3.2 final sync of the old system",
            "a live failover synced after it made its row, and died in its injection",
            "BASELINE_UNKNOWN",
            wreck -> {
              wreck.old().begins(wreck.vm(), "live");
              wreck.replicates();
              wreck.old().snapshots(wreck.vm(), wreck.vm().volumeIds());
              wreck.old().injects(wreck.vm(), false);
            }));
  }
}
