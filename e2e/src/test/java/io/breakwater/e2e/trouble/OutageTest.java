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
 * A system goes away while operations are in the middle of each of their steps, and comes back:
 * they finish as if nothing had been.
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

  @Test
  void finishesWhenCloudStackWasAway() {
    finishAfter(
        phases.readyVms("cloudless"),
        () -> {
          world.cloud().goAway();
          pass(A_WHILE);
          answerEverythingWith(FaultKind.UNAVAILABLE_503);
          world.cloud().comeBack();
          pass(A_WHILE);
          answerEverythingWith(FaultKind.HTML_404);
          pass(A_WHILE);
          world.cloud().faults().clear();
        });
  }

  @Test
  void finishesWhenTheDaemonWasAway() {
    finishAfter(
        phases.readyVms("daemonless"),
        () -> {
          world.site().daemon().stop();
          pass(A_WHILE);
          world.site().daemon().start();
        });
  }

  @Test
  void finishesWhenTheDatabaseWasAway() {
    finishAfter(
        phases.readyVms("baseless"),
        () -> {
          world.world().database().kill();
          pass(A_WHILE);
          world.world().database().restart();
        });
  }

  /** The outage strikes both operations, each in all of its steps. */
  private void finishAfter(List<ProtectedContext> vms, Runnable outage) {
    strike(OperationKind.TEST_FAILOVER, vms, outage);
    world.judge().assertFailedOver(vms);

    strike(OperationKind.CLEANUP, vms, outage);
    world.judge().assertReady(vms);
  }

  private void strike(OperationKind kind, List<ProtectedContext> vms, Runnable outage) {
    try (Strike strike = Strike.inEachStep(world, kind, vms, Hold.At.JOB, Phases::isOneOfItsKind)) {
      strike.awaitCaught();
      strike.releaseAll();
      outage.run();
      strike.assertAllEnd(End.COMPLETED);
    }
  }

  private void answerEverythingWith(FaultKind kind) {
    world.cloud().faults().clear();
    world.cloud().play(Fault.on("*", kind).always());
  }

  private static void pass(Duration time) {
    await().pollDelay(time).until(() -> true);
  }
}
