package io.breakwater.e2e.trouble;

import io.breakwater.operation.OperationKind;
import io.breakwater.simulator.site.ProtectedContext;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A worker dies while live failovers and their rollbacks are in the middle of each step. */
class LiveWorkerKilledTest {
  private final TroubleWorld world = CrashWorld.shared();
  private final Effects effects = new Effects(world.cloud());
  private final Kills kills = new Kills(world);

  @AfterEach
  void calm() {
    world.calm();
    world.ensureWorker();
  }

  /** The calls take effect while nobody is there to see it, and no answer was seen either. */
  @Test
  void finishesEachStepWhoseCallTookEffectUnseen() {
    // The last one is struck while it observes.
    List<ProtectedContext> vms =
        world.vmsFor(OperationKind.LIVE_FAILOVER, "live-unseen", Phases::isOneOfItsKind);

    kills.unseen(OperationKind.LIVE_FAILOVER, vms);
    assertFailedOver(vms);

    kills.unseen(OperationKind.ROLLBACK, vms);
    assertTakenBack(vms);
  }

  /** Half of the jobs end while no worker is there, the others go on and are adopted. */
  @Test
  void adoptsEachJobThatGoesOn() {
    List<ProtectedContext> vms =
        world.vmsFor(OperationKind.LIVE_FAILOVER, "live-adopted", StepHolds::hasJob);

    kills.adopting(OperationKind.LIVE_FAILOVER, vms);
    assertFailedOver(vms);

    kills.adopting(OperationKind.ROLLBACK, vms);
    assertTakenBack(vms);
  }

  private void assertFailedOver(List<ProtectedContext> vms) {
    world.judge().assertFailedOverLive(vms);
    world.judge().assertSourcesOff(vms);
    world.judge().assertSyncedOnce(vms);
    effects.assertInjectedOnce(vms);
  }

  private void assertTakenBack(List<ProtectedContext> vms) {
    world.judge().assertReady(vms);
    world.judge().assertSourcesOn(vms);
  }
}
