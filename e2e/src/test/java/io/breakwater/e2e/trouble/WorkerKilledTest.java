package io.breakwater.e2e.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.plan.PlannedStep;
import io.breakwater.plan.Step;
import io.breakwater.simulator.cloud.Hold;
import io.breakwater.simulator.fault.Fault;
import io.breakwater.simulator.fault.FaultKind;
import io.breakwater.simulator.site.ProtectedContext;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A worker dies by SIGKILL while operations are in the middle of each of their steps; what its
 * death at each of their calls does is shown by {@code ShortSweepTest}.
 */
class WorkerKilledTest {
  private final TroubleWorld world = CrashWorld.shared();
  private final Effects effects = new Effects(world.cloud());
  private final Kills kills = new Kills(world);

  @AfterEach
  void calm() {
    world.calm();
    world.ensureWorker();
  }

  /** Half of the jobs end while no worker is there, the others go on and are adopted. */
  @Test
  void adoptsEachJobThatGoesOn() {
    List<ProtectedContext> vms = world.vmsFor("adopted", StepHolds::hasJob);

    kills.adopting(OperationKind.TEST_FAILOVER, vms);
    world.judge().assertFailedOver(vms);
    effects.assertInjectedOnce(vms);

    kills.adopting(OperationKind.CLEANUP, vms);
    world.judge().assertReady(vms);
  }

  @Test
  void finishesEachStepOfARollback() {
    world
        .cloud()
        .play(
            Fault.on("startVirtualMachine", FaultKind.JOB_FAILURE)
                .always()
                .saying(431, "Unable to start: the offering was removed"));
    List<PlannedStep> steps = stepsOfRollback();
    List<ProtectedContext> vms =
        steps.stream().map(step -> world.windowsVm("rolled-back", 2)).toList();
    long moment = world.judge().now();

    try (Strike strike =
        Strike.inEachStep(world, OperationKind.TEST_FAILOVER, vms, Hold.At.REQUEST, steps)) {
      strike.awaitCaught();
      world.worker().kill();
      strike.releaseAll();
      world.ensureWorker();
      strike.assertAllEnd(End.ROLLED_BACK);
    }

    // Every disk is detached on its way there and on its way back.
    effects.assertNothingTwiceSince(moment, "revertSnapshot", "detachVolume");
    world.judge().assertReady(vms);
  }

  /** Holding the replication off is left out: the way there does it first. */
  private List<PlannedStep> stepsOfRollback() {
    Run run = world.operations().testFailover(world.windowsVm("rolled-back", 2));
    assertThat(run.end().end()).isEqualTo(End.ROLLED_BACK);
    return run.lastPlan().stream()
        .filter(Phases::isOneOfItsKind)
        .filter(step -> !(step.action() instanceof Step.HoldReplication))
        .toList();
  }
}
