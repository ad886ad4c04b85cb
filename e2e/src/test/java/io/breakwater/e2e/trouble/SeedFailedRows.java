package io.breakwater.e2e.trouble;

import static io.breakwater.e2e.trouble.RecoveryRow.person;
import static io.breakwater.e2e.trouble.RecoveryRow.ready;

import io.breakwater.simulator.daemon.DaemonFault;
import io.breakwater.simulator.fault.Fault;
import io.breakwater.simulator.fault.FaultKind;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The failures that the old cleanup of failed executions was written for. */
final class SeedFailedRows {
  private SeedFailedRows() {}

  static Stream<RecoveryRow> rows() {
    return Stream.of(injection(), creation(), moves(), errors()).flatMap(List::stream);
  }

  private static List<RecoveryRow> injection() {
    return List.of(
        ready(
            1,
            "FAILED 1, §5.9 no. 21",
            "the old system's injection hung until its process was killed",
            wreck -> wreck.old().diedWhileInjecting(wreck.vm())),
        ready(
            2,
            "FAILED 1",
            "an injection of ours hangs and its operation was terminated",
            Wreck::terminatesInHangingInjection));
  }

  private static List<RecoveryRow> creation() {
    return List.of(
        ready(
            3,
            "FAILED 2",
            "the old system took snapshots, injected drivers and could not create a VM",
            wreck -> {
              wreck.old().begins(wreck.vm(), "test");
              wreck.old().snapshots(wreck.vm(), wreck.vm().volumeIds());
              wreck.old().injects(wreck.vm(), true);
            }),
        person(
            4,
            "FAILED 2",
            "the old system created a VM and died before it deleted that VM's ROOT",
            "UNKNOWN_VOLUME",
            wreck -> {
              String job = wreck.old().diedWhileInjecting(wreck.vm());
              wreck.oldMachineWithRoot(job);
            }),
        ready(
            5,
            "FAILED 2",
            "an operation of ours was terminated while CloudStack created the VM",
            wreck -> wreck.terminatesIn("create-machine")),
        ready(
            6,
            "FAILED 2",
            "an operation of ours was terminated and left the VM in Error",
            wreck -> {
              wreck
                  .world()
                  .cloud()
                  .play(
                      Fault.on("deployVirtualMachine", FaultKind.JOB_FAILURE)
                          .of(wreck.vm().contextId())
                          .saying(530, "no"));
              wreck.terminatesIn("create-machine");
            }));
  }

  private static List<RecoveryRow> moves() {
    return List.of(
        ready(
            7,
            "FAILED 3",
            "the OS disk is on the old system's VM, the detach of the other one failed",
            wreck -> {
              String machine = halfWay(wreck);
              wreck.old().movesAsRoot(wreck.disk(0), machine);
            }),
        ready(
            8,
            "FAILED 3",
            "the OS disk was detached and could not be attached",
            wreck -> {
              halfWay(wreck);
              wreck.daemon().detach(wreck.disk(0));
            }),
        ready(
            9,
            "FAILED 3",
            "an operation of ours was terminated while it attached a disk",
            wreck -> wreck.terminatesIn("attach/disk-2001")),
        ready(
                10,
                "FAILED 4",
                "one disk is on the old system's VM, one detached, one at home",
                wreck -> {
                  String machine = halfWay(wreck);
                  wreck.old().movesAsRoot(wreck.disk(0), machine);
                  wreck.daemon().detach(wreck.disk(1));
                })
            .ofDisks(3));
  }

  private static String halfWay(Wreck wreck) {
    String job = wreck.old().begins(wreck.vm(), "test");
    wreck.old().snapshots(wreck.vm(), wreck.vm().volumeIds());
    wreck.old().injects(wreck.vm(), true);
    return wreck.oldMachine(job);
  }

  private static List<RecoveryRow> errors() {
    return List.of(
        ready(
            11,
            "FAILED error 431",
            "a disk was detached by hand and the daemon does not know",
            wreck -> {
              wreck.old().diedWhileInjecting(wreck.vm());
              wreck.person().does("detachVolume", Map.of("id", wreck.disk(1)));
            }),
        ready(
            12,
            "FAILED snapshot failures",
            "CloudStack fails the first revert",
            wreck -> {
              wreck.old().diedWhileInjecting(wreck.vm());
              String snapshot = wreck.snapshotOf(wreck.disk(0)).id();
              wreck
                  .world()
                  .cloud()
                  .play(Fault.on("revertSnapshot", FaultKind.JOB_FAILURE).of(snapshot));
            }),
        ready(
            13,
            "FAILED daemon timeouts",
            "the daemon takes an attach and forgets it",
            wreck -> {
              wreck.old().diedWhileInjecting(wreck.vm());
              wreck
                  .world()
                  .site()
                  .daemon()
                  .add(
                      DaemonFault.onVolume(
                          DaemonFault.Kind.STALL_BEFORE_EFFECT, "attach", wreck.disk(0), 1));
            }));
  }
}
