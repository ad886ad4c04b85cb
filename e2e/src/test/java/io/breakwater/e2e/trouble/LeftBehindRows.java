package io.breakwater.e2e.trouble;

import static io.breakwater.e2e.trouble.RecoveryRow.person;
import static io.breakwater.e2e.trouble.RecoveryRow.ready;

import io.breakwater.e2e.trouble.Run.Ended;
import io.breakwater.operation.OperationKind;
import io.breakwater.simulator.cloud.VmView;
import io.breakwater.simulator.fault.Fault;
import io.breakwater.simulator.fault.FaultKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * What the old cleanup of failed executions did not look at (domain §5.7): VMs, snapshots, rows.
 */
final class LeftBehindRows {
  private LeftBehindRows() {}

  static Stream<RecoveryRow> rows() {
    return Stream.of(
            machines(),
            snapshots(),
            replicatedSince(),
            mappings(),
            staleMappings(),
            daemonOperations(),
            oldRecovery())
        .flatMap(List::stream);
  }

  private static List<RecoveryRow> machines() {
    return List.of(
        ready(
            26,
            "§5.7 destroyed destination",
            "a destination that holds the OS disk is Destroyed and waits for its expunge",
            wreck -> {
              VmView machine = wreck.failsOver();
              Map<String, String> unprotected =
                  Map.of("id", machine.id(), "deleteprotection", "false");
              wreck.person().does("updateVirtualMachine", unprotected);
              wreck.person().does("destroyVirtualMachine", Map.of("id", machine.id()));
            }),
        person(
            27,
            "§5.7 foreign VM, §5.9 no. 13",
            "a disk hangs on a VM that is not ours",
            "ON_FOREIGN_VM",
            wreck -> {
              String network = wreck.rows().setting("network_id");
              String other = wreck.world().cloud().addVm("somebody-elses", network);
              wreck.old().moves(wreck.disk(1), other);
            }));
  }

  private static List<RecoveryRow> snapshots() {
    return List.of(
        person(
            28,
            "§5.7 deleted snapshot",
            "the snapshot of a disk that was written to was deleted by hand",
            "NO_SNAPSHOT",
            wreck -> {
              wreck.old().diedWhileInjecting(wreck.vm());
              deleteSnapshot(wreck, wreck.disk(0));
            }),
        ready(
            29,
            "§5.7 deleted snapshot",
            "the snapshot of a disk that nobody wrote to was deleted by hand",
            wreck -> {
              wreck.terminatesInHangingInjection();
              deleteSnapshot(wreck, wreck.disk(1));
            }),
        ready(
            30,
            "§5.7 failed snapshot",
            "a snapshot of ours is in Error",
            wreck -> {
              Fault failure = Fault.on("createSnapshot", FaultKind.JOB_FAILURE);
              wreck.world().cloud().play(failure.of(wreck.disk(1)));
              wreck.terminatesIn("take-snapshot/disk-2001");
            }),
        ready(
            31,
            "§5.7 two snapshots",
            "there are two snapshots of one name",
            wreck -> {
              wreck.terminatesInHangingInjection();
              String name = wreck.snapshotOf(wreck.disk(1)).name();
              wreck.old().snapshot(wreck.disk(1), name);
            }));
  }

  private static List<RecoveryRow> replicatedSince() {
    return List.of(
        person(
            32,
            "§5.7 replicated since, §5.9 no. 34",
            "a replication ran after the old system's snapshot",
            "BASELINE_UNKNOWN",
            wreck -> {
              wreck.old().diedWhileInjecting(wreck.vm());
              wreck.replicates();
            }),
        person(
                33,
                "§5.7 replicated since, §5.9 no. 34",
                "a replication ran after a snapshot of ours",
                "BASELINE_MOVED",
                wreck -> {
                  wreck.terminatesInHangingInjection();
                  // The old appliance refuses to replicate what is held.
                  wreck
                      .rows()
                      .change(
                          "UPDATE vm_replication_contexts SET current_job_id = NULL"
                              + " WHERE context_id = ? AND current_job_id <> ''",
                          wreck.vm().contextId());
                  wreck.replicates();
                })
            .ofDisks(1));
  }

  private static void deleteSnapshot(Wreck wreck, String volume) {
    wreck.person().does("deleteSnapshot", Map.of("id", wreck.snapshotOf(volume).id()));
  }

  private static List<RecoveryRow> mappings() {
    return List.of(
        ready(
            34,
            "§5.7 daemon disagrees",
            "the daemon says another VM, CloudStack says the appliance",
            wreck ->
                wreck
                    .rows()
                    .change(
                        "UPDATE device_mappings SET vm_id = ?, operation_mode = 'failover',"
                            + " device_path = ? WHERE volume_uuid = ?",
                        UUID.randomUUID().toString(),
                        "remote-vm-of-row-34",
                        wreck.disk(1))),
        ready(
            35,
            "§5.7 daemon disagrees",
            "the daemon says the appliance, CloudStack says the destination",
            wreck -> {
              String job = wreck.old().begins(wreck.vm(), "test");
              wreck.old().snapshots(wreck.vm(), wreck.vm().volumeIds());
              String machine = wreck.oldMachine(job);
              wreck.person().does("detachVolume", Map.of("id", wreck.disk(0)));
              wreck
                  .person()
                  .does(
                      "attachVolume",
                      Map.of("id", wreck.disk(0), "virtualmachineid", machine, "deviceid", "0"));
            }));
  }

  private static List<RecoveryRow> staleMappings() {
    return List.of(
        ready(
            36,
            "§5.7 daemon disagrees",
            "the daemon says the destination, CloudStack says nowhere",
            wreck -> {
              String machine = wreck.oldFailover("test");
              wreck.person().does("stopVirtualMachine", Map.of("id", machine));
              wreck.person().does("detachVolume", Map.of("id", wreck.disk(0)));
            }),
        ready(
            37,
            "§5.7 daemon disagrees",
            "the daemon says nothing, CloudStack says the destination",
            wreck -> {
              wreck.oldFailover("test");
              wreck
                  .rows()
                  .change("DELETE FROM device_mappings WHERE volume_uuid = ?", wreck.disk(1));
            }));
  }

  private static List<RecoveryRow> daemonOperations() {
    return List.of(
        ready(
            38,
            "§5.7 daemon restarted",
            "an operation of the day before yesterday is executing for ever",
            wreck -> openOperation(wreck, "executing", 48)),
        ready(
            39,
            "§5.7 daemon restarted",
            "an operation of just now is pending for ever",
            wreck -> openOperation(wreck, "pending", 0)));
  }

  private static void openOperation(Wreck wreck, String status, int hoursAgo) {
    wreck.old().diedWhileInjecting(wreck.vm());
    wreck
        .rows()
        .change(
            "INSERT INTO volume_operations (id, type, status, volume_id, request, created_at,"
                + " updated_at) VALUES (?, 'detach', ?, ?, '{}', UTC_TIMESTAMP() - INTERVAL ? HOUR,"
                + " UTC_TIMESTAMP() - INTERVAL ? HOUR)",
            UUID.randomUUID().toString(),
            status,
            wreck.disk(0),
            hoursAgo,
            hoursAgo);
  }

  /** The old cleanup of failed executions died itself, or left something behind. */
  private static List<RecoveryRow> oldRecovery() {
    return List.of(
        ready(
            56,
            "§5.7 aborted between revert and delete",
            "the old recovery reverted the disks and died before it deleted the snapshots",
            wreck -> {
              wreck.old().diedWhileInjecting(wreck.vm());
              for (String volume : wreck.vm().volumeIds()) {
                wreck.daemon().detach(volume);
                String snapshot = wreck.snapshotOf(volume).id();
                wreck.person().does("revertSnapshot", Map.of("id", snapshot));
              }
            }),
        ready(
            57,
            "§5.7, §5.8 VM left behind",
            "the old recovery brought the disks home and left an empty VM behind",
            wreck -> {
              String job = wreck.old().begins(wreck.vm(), "test");
              wreck.oldMachine(job);
              wreck
                  .rows()
                  .change("UPDATE failover_jobs SET status = 'failed' WHERE job_id = ?", job);
              wreck.rows().status(wreck.vm(), "ready_for_failover");
            }),
        ready(
                58,
                "§5.7 daemon outage",
                "the daemon is away when the recovery begins",
                wreck -> wreck.old().diedWhileInjecting(wreck.vm()))
            .alone()
            .by(LeftBehindRows::recoversWhenTheDaemonIsBack));
  }

  private static Ended recoversWhenTheDaemonIsBack(Wreck wreck) {
    wreck.world().site().daemon().stop();
    Run run = wreck.world().operations().start(OperationKind.RECOVERY, wreck.vm());
    Awaitility.await("a failed observation")
        .atMost(Duration.ofSeconds(30))
        .until(() -> !run.pendingFailures().isEmpty());
    wreck.world().site().daemon().start();
    return run.end();
  }
}
