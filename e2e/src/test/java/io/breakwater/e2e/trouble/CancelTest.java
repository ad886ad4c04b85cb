package io.breakwater.e2e.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.simulator.cloud.Hold;
import io.breakwater.simulator.site.ProtectedContext;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A cancel in the middle of each step leads back to READY. */
class CancelTest {
  private final TroubleWorld world = TroubleWorld.shared();
  private final Phases phases = new Phases(world);

  @AfterEach
  void calm() {
    world.calm();
  }

  @Test
  void takesTheTestFailoverBackFromEachStep() {
    List<ProtectedContext> vms = phases.readyVms("cancelled");

    cancel(OperationKind.TEST_FAILOVER, vms);

    world.judge().assertReady(vms);
  }

  @Test
  void finishesTheCleanupFromEachStep() {
    List<ProtectedContext> vms = phases.failedOverVms("kept");

    cancel(OperationKind.CLEANUP, vms);

    world.judge().assertReady(vms);
  }

  @Test
  void touchesNothingWhenCancelledAtOnce() {
    ProtectedContext vm = world.windowsVm("at-once", 1);
    long moment = world.judge().now();

    Run run = world.operations().testFailover(vm);
    run.cancel();

    assertThat(run.end().end()).isEqualTo(End.CANCELLED);
    world.judge().assertUntouchedSince(moment);
    world.judge().assertReady(vm);
  }

  private void cancel(OperationKind kind, List<ProtectedContext> vms) {
    try (Strike strike = Strike.inEachStep(world, kind, vms, Hold.At.JOB, Phases::isOneOfItsKind)) {
      strike.awaitCaught();
      strike.targets().forEach(target -> target.run().cancel());
      strike.releaseAll();
      strike.assertAllEnd(End.CANCELLED);
    }
  }
}
