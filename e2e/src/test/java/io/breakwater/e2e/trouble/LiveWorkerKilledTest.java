package io.breakwater.e2e.trouble;

import io.breakwater.operation.OperationKind;
import io.breakwater.plan.PlannedStep;
import io.breakwater.plan.Step;
import io.breakwater.simulator.site.ProtectedContext;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A worker dies while live failovers and their rollbacks are in the middle of the steps that are
 * theirs or have to do with the destination; {@link WorkerKilledTest} has those of the disks.
 */
class LiveWorkerKilledTest {
  private static final Set<Class<? extends Step>> STRUCK =
      Set.of(
          Step.PowerOffSource.class,
          Step.SyncSource.class,
          Step.CreateMachine.class,
          Step.StartMachine.class,
          Step.RecordFailedOver.class,
          Step.StopMachine.class,
          Step.RevertSnapshot.class,
          Step.DestroyMachine.class,
          Step.PowerOnSource.class);

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
        world.vmsFor(OperationKind.LIVE_FAILOVER, "live-unseen", LiveWorkerKilledTest::isStruck);

    kills.unseen(OperationKind.LIVE_FAILOVER, vms, LiveWorkerKilledTest::isStruck);
    assertFailedOver(vms);

    kills.unseen(OperationKind.ROLLBACK, vms, LiveWorkerKilledTest::isStruck);
    assertTakenBack(vms);
  }

  /** Half of the jobs end while no worker is there, the others go on and are adopted. */
  @Test
  void adoptsEachJobThatGoesOn() {
    List<ProtectedContext> vms =
        world.vmsFor(
            OperationKind.LIVE_FAILOVER, "live-adopted", LiveWorkerKilledTest::isStruckWithJob);

    kills.adopting(OperationKind.LIVE_FAILOVER, vms, LiveWorkerKilledTest::isStruckWithJob);
    assertFailedOver(vms);

    kills.adopting(OperationKind.ROLLBACK, vms, LiveWorkerKilledTest::isStruckWithJob);
    assertTakenBack(vms);
  }

  private static boolean isStruck(PlannedStep step) {
    return STRUCK.contains(step.action().getClass()) && Phases.isOneOfItsKind(step);
  }

  private static boolean isStruckWithJob(PlannedStep step) {
    return isStruck(step) && StepHolds.hasJob(step);
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
