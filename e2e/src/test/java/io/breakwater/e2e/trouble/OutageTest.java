package io.breakwater.e2e.trouble;

import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.simulator.cloud.Hold;
import io.breakwater.simulator.site.ProtectedContext;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * CloudStack (refused, 503, 404 HTML), the daemon and the database go away one after another while
 * operations are in the middle of each of their steps: they finish as if nothing had been.
 */
class OutageTest {
  private final TroubleWorld world = TroubleWorld.shared();
  private final Phases phases = new Phases(world);
  private final Outages outages = new Outages(world);

  @AfterEach
  void calm() {
    world.calm();
  }

  /** Calls stay unanswered and jobs unfinished while CloudStack and the daemon are away. */
  @Test
  void finishesTheTestFailoverWhoseJobsOutlastTheOutage() {
    List<ProtectedContext> vms = phases.readyVms("held-up");

    try (Strike strike = strike(OperationKind.TEST_FAILOVER, vms)) {
      outages.ofCloudStack();
      outages.ofTheDaemon();
      strike.releaseAll();
      outages.ofTheDatabase();
      strike.assertAllEnd(End.COMPLETED);
    }

    world.judge().assertFailedOver(vms);
    phases.cleanUp(vms);
    world.judge().assertReady(vms);
  }

  /** Jobs end while nobody can ask for them. */
  @Test
  void finishesTheCleanupWhoseJobsEndDuringTheOutage() {
    List<ProtectedContext> vms = phases.failedOverVms("unseen-end");

    try (Strike strike = strike(OperationKind.CLEANUP, vms)) {
      strike.releaseAll();
      outages.ofCloudStack();
      outages.ofTheDaemon();
      outages.ofTheDatabase();
      strike.assertAllEnd(End.COMPLETED);
    }

    world.judge().assertReady(vms);
  }

  private Strike strike(OperationKind kind, List<ProtectedContext> vms) {
    Strike strike = Strike.inEachStep(world, kind, vms, Hold.At.JOB, Phases::isOneOfItsKind);
    strike.awaitCaught();
    return strike;
  }
}
