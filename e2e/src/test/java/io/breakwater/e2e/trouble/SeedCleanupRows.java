package io.breakwater.e2e.trouble;

import static io.breakwater.e2e.trouble.RecoveryRow.person;
import static io.breakwater.e2e.trouble.RecoveryRow.ready;

import io.breakwater.e2e.trouble.Run.Ended;
import io.breakwater.operation.OperationKind;
import io.breakwater.simulator.daemon.DaemonFault;
import io.breakwater.simulator.fault.Fault;
import io.breakwater.simulator.fault.FaultKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The errors and emergencies that the old cleanup of test failovers was planned for. */
final class SeedCleanupRows {
  /** The old system gave up after 60 s. */
  private static final Duration TOO_LONG = Duration.ofSeconds(61);

  private SeedCleanupRows() {}

  static Stream<RecoveryRow> rows() {
    return Stream.of(recoverable(), temporary(), lost(), unknown(), emergencies())
        .flatMap(List::stream);
  }

  private static List<RecoveryRow> recoverable() {
    return List.of(
        ready(
            14,
            "CLEANUP power state",
            "the old system's test VM runs on the disks",
            wreck -> wreck.oldFailover("test")),
        ready(
            15,
            "CLEANUP power-off failure",
            "the test VM cannot be stopped but by force",
            wreck -> {
              String machine = wreck.oldFailover("test");
              Fault refusal = Fault.on("stopVirtualMachine", FaultKind.JOB_FAILURE);
              wreck.world().cloud().play(refusal.of(machine));
            }),
        ready(
                16,
                "CLEANUP detachment timeout",
                "a detach takes longer than the old system waited",
                wreck -> {
                  wreck.oldFailover("test");
                  wreck.world().site().daemon().add(DaemonFault.slow("detach", TOO_LONG, 1));
                })
            .alone(),
        ready(
            17,
            "CLEANUP device correlation, §5.9 no. 17",
            "a disk is on the appliance and the daemon has no mapping for it",
            wreck ->
                wreck
                    .rows()
                    .change("DELETE FROM device_mappings WHERE volume_uuid = ?", wreck.disk(1))));
  }

  private static List<RecoveryRow> lost() {
    return List.of(
        ready(
            19,
            "CLEANUP VM not found",
            "a person took the disks off the test VM and destroyed it",
            wreck -> {
              String machine = wreck.oldFailover("test");
              Map<String, String> id = Map.of("id", machine);
              wreck.person().does("stopVirtualMachine", id);
              wreck.vm().volumeIds().forEach(wreck.daemon()::detach);
              wreck
                  .person()
                  .does("destroyVirtualMachine", Map.of("id", machine, "expunge", "true"));
            }),
        person(
            20,
            "CLEANUP volume corruption",
            "a volume was deleted",
            "VOLUME_MISSING",
            wreck -> {
              wreck.daemon().detach(wreck.disk(1));
              wreck.person().does("deleteVolume", Map.of("id", wreck.disk(1)));
            }));
  }

  private static List<RecoveryRow> unknown() {
    return List.of(
        person(
                21,
                "CLEANUP OMA unavailable",
                "CloudStack does not know the appliance that is configured",
                "APPLIANCE_MISSING",
                wreck -> {
                  String before = wreck.rows().setting("oma_vm_id");
                  setAppliance(wreck, UUID.randomUUID().toString());
                  wreck.afterwards(() -> setAppliance(wreck, before));
                })
            .alone(),
        person(
            22,
            "CLEANUP database corruption, §5.9 no. 24",
            "nobody recorded the VM that has the disks",
            "ON_FOREIGN_VM",
            wreck -> {
              String machine = wreck.oldFailover("test");
              wreck
                  .rows()
                  .change(
                      "UPDATE failover_jobs SET destination_vm_id = NULL"
                          + " WHERE destination_vm_id = ?",
                      machine);
            }));
  }

  private static void setAppliance(Wreck wreck, String id) {
    wreck.rows().change("UPDATE ossea_configs SET oma_vm_id = ? WHERE is_active = 1", id);
  }

  private static List<RecoveryRow> emergencies() {
    return List.of(
        ready(
            23,
            "CLEANUP orphaned volume, §5.9 no. 23",
            "the old cleanup died between detach and attach",
            wreck -> {
              String machine = wreck.oldFailover("test");
              wreck.person().does("stopVirtualMachine", Map.of("id", machine));
              wreck.vm().volumeIds().forEach(wreck.daemon()::detach);
            }),
        ready(
                24,
                "CLEANUP multiple attempts",
                "another operation works on the VM",
                Wreck::hangsInInjection)
            .by(Wreck::submitsByForce),
        ready(
                25,
                "CLEANUP system-wide failures",
                "CloudStack is away when the recovery begins",
                wreck -> wreck.old().diedWhileInjecting(wreck.vm()))
            .alone()
            .by(SeedCleanupRows::recoversWhenCloudStackIsBack));
  }

  private static List<RecoveryRow> temporary() {
    return List.of(
        ready(
                18,
                "CLEANUP temporary API failures",
                "CloudStack answers 503 again and again",
                wreck -> {
                  wreck.old().diedWhileInjecting(wreck.vm());
                  Fault unavailable = Fault.on("*", FaultKind.UNAVAILABLE_503);
                  wreck.world().cloud().play(unavailable.times(5));
                })
            .alone());
  }

  private static Ended recoversWhenCloudStackIsBack(Wreck wreck) {
    wreck.world().cloud().goAway();
    Run run = wreck.world().operations().start(OperationKind.RECOVERY, wreck.vm());
    Awaitility.await("a failed observation")
        .atMost(Duration.ofSeconds(30))
        .until(() -> !run.pendingFailures().isEmpty());
    wreck.world().cloud().comeBack();
    return run.end();
  }
}
