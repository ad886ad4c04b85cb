package io.breakwater.e2e.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.e2e.trouble.Run.Ended;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.simulator.fault.Fault;
import io.breakwater.simulator.fault.FaultKind;
import io.breakwater.simulator.injector.InjectorCommand;
import io.breakwater.simulator.site.ProtectedContext;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What does not work for longer than budget and patience allow. */
class TimeLimitTest {
  private static TroubleWorld world;

  /** A driver injection may take five seconds instead of half an hour, and so on. */
  @BeforeAll
  static void start() {
    world =
        TroubleWorld.start(
            "impatient",
            Map.of("BREAKWATER_BUDGET_FACTOR", "0.003", "BREAKWATER_PATIENCE", "PT4S"));
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @AfterEach
  void calm() {
    world.calm();
  }

  @Test
  void rollsBackWhenTheInjectorHangs() {
    ProtectedContext vm = world.windowsVm("hanging", 1);
    InjectorCommand.behave(world.site().links().pathOf(vm.osVolumeId()), "hang");

    Ended ended = world.operations().testFailover(vm).end();

    assertThat(ended.end()).as(ended.summary()).isEqualTo(End.ROLLED_BACK);
    assertThat(ended.result().failures().get(0).stepId()).isEqualTo("inject-drivers");
    world.judge().assertReady(vm);
  }

  @Test
  void rollsBackWhenTheStartFailsForTooLong() {
    ProtectedContext vm = world.windowsVm("unstartable", 1);
    world
        .cloud()
        .play(
            Fault.on("startVirtualMachine", FaultKind.JOB_FAILURE)
                .saying(533, "Unable to start a VM due to insufficient capacity")
                .always());

    Ended ended = world.operations().testFailover(vm).end();

    assertThat(ended.end()).as(ended.summary()).isEqualTo(End.ROLLED_BACK);
    assertThat(ended.summary()).contains("insufficient capacity");
    world.judge().assertReady(vm);
  }

  @Test
  void rollsBackOnceTheDaemonIsThereAgain() {
    ProtectedContext vm = world.windowsVm("daemonless", 1);
    Run run = world.operations().testFailover(vm);
    run.awaitRunning("attach/disk-2000");
    world.site().daemon().stop();
    run.awaitRollback();
    world.site().daemon().start();

    Ended ended = run.end();

    assertThat(ended.end()).as(ended.summary()).isEqualTo(End.ROLLED_BACK);
    // Without the daemon, or without the end of a job that it had begun just before.
    assertThat(ended.summary())
        .contains("Attach disk-2000 as root failed")
        .containsAnyOf("VolumeDaemonUnavailable", "OutOfBudget");
    world.judge().assertReady(vm);
  }

  @Test
  void needsCleanupWhenTheDaemonStaysAwayAndCleanupRepairsIt() {
    ProtectedContext vm = world.windowsVm("left", 1);
    Run run = world.operations().testFailover(vm);
    run.awaitRunning("attach/disk-2000");
    world.site().daemon().stop();

    Ended ended = run.end();
    assertThat(ended.end()).as(ended.summary()).isEqualTo(End.CLEANUP_REQUIRED);
    assertThat(world.judge().statusOf(vm)).isEqualTo("cleanup_required");
    assertThat(world.judge().openBooks(vm)).isEmpty();

    world.site().daemon().start();
    Ended repaired = world.operations().cleanup(vm).end();
    assertThat(repaired.end()).as(repaired.summary()).isEqualTo(End.COMPLETED);
    world.judge().assertReady(vm);
  }
}
