package io.breakwater.e2e.trouble;

import static org.awaitility.Awaitility.await;

import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.simulator.cloud.Hold;
import io.breakwater.simulator.fault.Fault;
import io.breakwater.simulator.fault.FaultKind;
import io.breakwater.simulator.site.ProtectedContext;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * CloudStack (refused, 503, 404 HTML), the daemon and the database go away one after another while
 * operations are in the middle of each of their steps: they finish as if nothing had been.
 */
class OutageTest {
  /** Longer than a retry, a watcher's tick and the daemon's own requests. */
  private static final Duration A_WHILE = Duration.ofMillis(1200);

  private final TroubleWorld world = TroubleWorld.shared();
  private final Phases phases = new Phases(world);

  @AfterEach
  void calm() {
    world.calm();
  }

  /** Calls stay unanswered and jobs unfinished while CloudStack and the daemon are away. */
  @Test
  void finishesTheTestFailoverWhoseJobsOutlastTheOutage() {
    List<ProtectedContext> vms = phases.readyVms("held-up");

    try (Strike strike = strike(OperationKind.TEST_FAILOVER, vms)) {
      cloudStackIsAway();
      daemonIsAway();
      strike.releaseAll();
      databaseIsAway();
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
      cloudStackIsAway();
      daemonIsAway();
      databaseIsAway();
      strike.assertAllEnd(End.COMPLETED);
    }

    world.judge().assertReady(vms);
  }

  private Strike strike(OperationKind kind, List<ProtectedContext> vms) {
    Strike strike = Strike.inEachStep(world, kind, vms, Hold.At.JOB, Phases::isOneOfItsKind);
    strike.awaitCaught();
    return strike;
  }

  private void cloudStackIsAway() {
    world.cloud().goAway();
    pass(A_WHILE);
    answerEverythingWith(FaultKind.UNAVAILABLE_503);
    world.cloud().comeBack();
    pass(A_WHILE);
    answerEverythingWith(FaultKind.HTML_404);
    pass(A_WHILE);
    world.cloud().faults().clear();
  }

  private void daemonIsAway() {
    world.site().daemon().stop();
    pass(A_WHILE);
    world.site().daemon().start();
  }

  private void databaseIsAway() {
    world.world().database().kill();
    pass(A_WHILE);
    world.world().database().restart();
  }

  private void answerEverythingWith(FaultKind kind) {
    world.cloud().faults().clear();
    world.cloud().play(Fault.on("*", kind).always());
  }

  private static void pass(Duration time) {
    await().pollDelay(time).until(() -> true);
  }
}
