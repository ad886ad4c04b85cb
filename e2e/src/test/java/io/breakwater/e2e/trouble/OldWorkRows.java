package io.breakwater.e2e.trouble;

import static io.breakwater.e2e.trouble.RecoveryRow.ready;
import static io.breakwater.e2e.trouble.RecoveryRow.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.e2e.trouble.Run.Ended;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationRequest;
import io.breakwater.simulator.fault.Fault;
import io.breakwater.simulator.fault.FaultKind;
import io.breakwater.simulator.injector.InjectorCommand;
import io.breakwater.simulator.time.Work;
import io.breakwater.vm.ContextId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** What the old system left at work, or only in its books, and a VM that does not come to rest. */
final class OldWorkRows {
  private static final int LONG_AGO = 45;

  /** The old system's, each of the VM that it works for. */
  private static final Map<Wreck, Process> INJECTORS = new ConcurrentHashMap<>();

  private OldWorkRows() {}

  static Stream<RecoveryRow> rows() {
    return Stream.of(replications(), injectors(), machines()).flatMap(List::stream);
  }

  private static List<RecoveryRow> replications() {
    return List.of(
        ready(
            60,
            "§5.9 no. 35",
            "an OMA died and left a replication job replicating for ever",
            wreck -> replicates(wreck, LONG_AGO)),
        refused(
            61,
            "§5.9 no. 35",
            "a replication job has not moved for long, and the VMA says that it runs",
            "REPLICATION_RUNNING",
            wreck -> {
              replicates(wreck, LONG_AGO);
              String export = "migration-vol-" + wreck.disk(1);
              wreck.world().site().vma().transfers(export, true);
              wreck.afterwards(() -> wreck.world().site().vma().transfers(export, false));
            }),
        refused(
                62,
                "§5.9 no. 35",
                "a replication job has not moved for long, and the VMA cannot be asked",
                "REPLICATION_RUNNING",
                wreck -> {
                  replicates(wreck, LONG_AGO);
                  wreck.world().site().vma().stop();
                  wreck.afterwards(() -> wreck.world().site().vma().start());
                })
            .alone());
  }

  /** The newest job of the VM is at work by the books, and moved so many minutes ago. */
  static void replicates(Wreck wreck, int minutesAgo) {
    String vm = wreck.vm().contextId();
    wreck
        .rows()
        .change(
            "UPDATE replication_jobs SET status = 'replicating', updated_at = UTC_TIMESTAMP() -"
                + " INTERVAL ? MINUTE WHERE vm_context_id = ? ORDER BY created_at DESC LIMIT 1",
            minutesAgo,
            vm);
    wreck
        .rows()
        .change(
            "UPDATE vm_replication_contexts SET current_status = 'replicating', current_job_id ="
                + " (SELECT id FROM replication_jobs WHERE vm_context_id = ? AND status ="
                + " 'replicating') WHERE context_id = ?",
            vm,
            vm);
  }

  private static List<RecoveryRow> injectors() {
    return List.of(
        ready(
                63,
                "§5.9 no. 21",
                "an injection that the old system started hangs",
                wreck -> injects(wreck, "hang"))
            .by(OldWorkRows::recoversAndEndsOldWork),
        ready(
                64,
                "§5.9 no. 21",
                "an injection that the old system started comes to its end",
                wreck -> injects(wreck, "wait"))
            .by(OldWorkRows::recoversOnceItEnded));
  }

  /** In a process of its own that no record of ours names. */
  private static void injects(Wreck wreck, String mode) {
    Path device = wreck.world().site().links().pathOf(wreck.disk(0));
    wreck.old().begins(wreck.vm(), "test");
    wreck.old().snapshots(wreck.vm(), wreck.vm().volumeIds());
    InjectorCommand.behave(device, mode);
    wreck.afterwards(() -> InjectorCommand.behave(device, "ok"));
    Path script = InjectorCommand.install(device.resolveSibling("old"), Duration.ofMillis(10));
    try {
      Process injector =
          new ProcessBuilder(script.toString(), device.toString(), "virtio-old-1")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      INJECTORS.put(wreck, injector);
      wreck.afterwards(injector::destroyForcibly);
    } catch (IOException e) {
      throw new AssertionError("start " + script, e);
    }
    Awaitility.await("half-written OS disk")
        .atMost(Duration.ofSeconds(30))
        .until(() -> wreck.world().cloud().view().disk(wreck.disk(0)).halfWritten());
  }

  private static Ended recoversAndEndsOldWork(Wreck wreck) {
    OperationRequest request =
        OperationRequest.builder(new ContextId(wreck.vm().contextId())).endOldWork(true).build();
    Process injector = INJECTORS.get(wreck);
    assertThat(injector.isAlive()).isTrue();
    Ended ended = wreck.world().operations().start(OperationKind.RECOVERY, request).end();
    assertThat(injector.isAlive()).isFalse();
    return ended;
  }

  private static Ended recoversOnceItEnded(Wreck wreck) {
    Run run = wreck.world().operations().start(OperationKind.RECOVERY, wreck.vm());
    Awaitility.await("the wait for the injection")
        .atMost(Duration.ofSeconds(30))
        .until(() -> run.isIn("AwaitPending"));
    InjectorCommand.behave(wreck.world().site().links().pathOf(wreck.disk(0)), "ok");
    return run.end();
  }

  private static List<RecoveryRow> machines() {
    return List.of(
        ready(
                65,
                "CLEANUP power-off failure",
                "the test VM is Stopping after a forced stop that failed, until its host reports",
                OldWorkRows::hangsInStopping)
            .alone(),
        refused(
            66,
            "CLEANUP power-off failure",
            "the test VM is Stopping after a forced stop that failed, and its host is silent",
            "STILL_UNDER_WAY",
            wreck -> {
              wreck.world().cloud().durations().set(Work.POWER_REPORT, Duration.ofHours(10));
              wreck.afterwards(wreck.world().cloud().durations()::reset);
              hangsInStopping(wreck);
            }));
  }

  private static void hangsInStopping(Wreck wreck) {
    String machine = wreck.oldFailover("test");
    wreck.world().cloud().play(Fault.on("stopVirtualMachine", FaultKind.JOB_FAILURE).of(machine));
    wreck.person().fails("stopVirtualMachine", Map.of("id", machine, "forced", "true"));
  }
}
