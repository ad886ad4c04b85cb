package io.breakwater.e2e.trouble;

import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.plan.PlannedStep;
import io.breakwater.plan.Step;
import io.breakwater.simulator.cloud.Hold;
import io.breakwater.simulator.site.ProtectedContext;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * CloudStack, the daemon, the database and the VMA go away one after another while live failovers
 * and their rollbacks are in the middle of each of their steps.
 */
class LiveOutageTest {
  private final TroubleWorld world = TroubleWorld.shared();
  private final Phases phases = new Phases(world);
  private final Outages outages = new Outages(world);

  @AfterEach
  void calm() {
    world.calm();
  }

  @Test
  void finishesTheLiveFailoverAndItsRollback() {
    List<ProtectedContext> vms = phases.readyVms(OperationKind.LIVE_FAILOVER, "live-held-up");

    // Jobs outlast the outage.
    try (Strike strike = strike(OperationKind.LIVE_FAILOVER, vms)) {
      outages.ofCloudStack();
      outages.ofTheDaemon();
      outages.ofTheVma();
      // A replication that cannot record its end is lost with its rows.
      strike.releaseAllBut(LiveOutageTest::isAtTheSource);
      outages.ofTheDatabase();
      strike.releaseAll();
      strike.assertAllEnd(End.COMPLETED);
    }
    world.judge().assertFailedOverLive(vms);
    world.judge().assertSourcesOff(vms);

    // Jobs end while nobody can ask for them.
    try (Strike strike = strike(OperationKind.ROLLBACK, vms)) {
      strike.releaseAll();
      outages.ofCloudStack();
      outages.ofTheDaemon();
      outages.ofTheVma();
      outages.ofTheDatabase();
      strike.assertAllEnd(End.COMPLETED);
    }
    world.judge().assertReady(vms);
    world.judge().assertSourcesOn(vms);
  }

  private static boolean isAtTheSource(PlannedStep step) {
    return step.action() instanceof Step.PowerOffSource || step.action() instanceof Step.SyncSource;
  }

  private Strike strike(OperationKind kind, List<ProtectedContext> vms) {
    Strike strike = Strike.inEachStep(world, kind, vms, Hold.At.JOB, Phases::isOneOfItsKind);
    strike.awaitCaught();
    return strike;
  }
}
