package io.breakwater.e2e.trouble;

import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.simulator.cloud.Hold;
import io.breakwater.simulator.site.ProtectedContext;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Temporal's server, or CloudStack's, dies in the middle of each step and comes back. */
class ServersRestartedTest {
  private final TroubleWorld world = CrashWorld.shared();
  private final Effects effects = new Effects(world.cloud());

  @AfterEach
  void calm() {
    world.calm();
    world.ensureWorker();
  }

  @Test
  void goesOnWhenTheTemporalServerWasKilled() {
    List<ProtectedContext> vms = world.vmsFor("temporal", StepHolds::hasJob);

    killTemporal(OperationKind.TEST_FAILOVER, vms);
    world.judge().assertFailedOver(vms);
    effects.assertInjectedOnce(vms);

    killTemporal(OperationKind.CLEANUP, vms);
    world.judge().assertReady(vms);
  }

  @Test
  void goesOnWhenTheManagementServerLostItsJobs() {
    List<ProtectedContext> vms = world.vmsFor("management", StepHolds::hasJob);

    restartManagementServer(OperationKind.TEST_FAILOVER, vms);
    world.judge().assertFailedOver(vms);

    restartManagementServer(OperationKind.CLEANUP, vms);
    world.judge().assertReady(vms);
  }

  private void killTemporal(OperationKind kind, List<ProtectedContext> vms) {
    long moment = world.judge().now();
    try (Strike strike = Strike.inEachStep(world, kind, vms, Hold.At.JOB, StepHolds::hasJob)) {
      strike.awaitCaught();
      world.world().temporal().kill();
      strike.releaseHalf();
      world.world().temporal().restart();
      strike.releaseAll();
      strike.assertAllEnd(End.COMPLETED);
    }
    effects.assertNothingTwiceSince(moment);
  }

  private void restartManagementServer(OperationKind kind, List<ProtectedContext> vms) {
    try (Strike strike = Strike.inEachStep(world, kind, vms, Hold.At.JOB, StepHolds::hasJob)) {
      strike.awaitCaught();
      world.cloud().restart();
      strike.releaseAll();
      strike.assertAllEnd(End.COMPLETED);
    }
  }
}
