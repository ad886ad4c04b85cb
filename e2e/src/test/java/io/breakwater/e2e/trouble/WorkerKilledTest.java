package io.breakwater.e2e.trouble;

import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.plan.PlannedStep;
import io.breakwater.simulator.cloud.Hold;
import io.breakwater.simulator.site.ProtectedContext;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A worker dies by SIGKILL while operations are in the middle of each of their steps. */
class WorkerKilledTest {
  private static final int DISKS = 2;

  private final TroubleWorld world = CrashWorld.shared();
  private final Effects effects = new Effects(world.cloud());

  @AfterEach
  void calm() {
    world.calm();
    world.ensureWorker();
  }

  /** The calls take effect while nobody is there to see it, and no answer was seen either. */
  @Test
  void finishesEachStepWhoseCallTookEffectUnseen() {
    // The last one is struck while it observes.
    List<ProtectedContext> vms = vms("unseen", stepsWanted(step -> true) + 1);

    killUnseen(OperationKind.TEST_FAILOVER, vms);
    world.judge().assertFailedOver(vms);
    effects.assertInjectedOnce(vms);

    killUnseen(OperationKind.CLEANUP, vms);
    world.judge().assertReady(vms);
  }

  /** Half of the jobs end while no worker is there, the others go on and are adopted. */
  @Test
  void adoptsEachJobThatGoesOn() {
    List<ProtectedContext> vms = vms("adopted", stepsWanted(StepHolds::hasJob) + 1);

    killAdopting(OperationKind.TEST_FAILOVER, vms);
    world.judge().assertFailedOver(vms);
    effects.assertInjectedOnce(vms);

    killAdopting(OperationKind.CLEANUP, vms);
    world.judge().assertReady(vms);
  }

  private int stepsWanted(Predicate<PlannedStep> wanted) {
    ProtectedContext vm = world.windowsVm("planned", DISKS);
    List<PlannedStep> steps = world.operations().plan(OperationKind.TEST_FAILOVER, vm);
    return (int) steps.stream().filter(wanted).count();
  }

  private List<ProtectedContext> vms(String what, int count) {
    return IntStream.range(0, count).mapToObj(i -> world.windowsVm(what, DISKS)).toList();
  }

  private void killUnseen(OperationKind kind, List<ProtectedContext> vms) {
    long moment = world.judge().now();
    try (Strike strike = Strike.inEachStep(world, kind, vms, Hold.At.REQUEST, step -> true)) {
      strike.awaitCaught();
      world.worker().kill();
      strike.releaseAll();
      world.ensureWorker();
      strike.assertAllEnd(End.COMPLETED);
    }
    // Nothing in CloudStack shows that a snapshot was reverted to; doing it again is harmless.
    effects.assertNothingTwiceSince(moment, "revertSnapshot");
  }

  private void killAdopting(OperationKind kind, List<ProtectedContext> vms) {
    long moment = world.judge().now();
    try (Strike strike = Strike.inEachStep(world, kind, vms, Hold.At.JOB, StepHolds::hasJob)) {
      strike.awaitCaught();
      world.worker().kill();
      strike.releaseHalf();
      world.ensureWorker();
      strike.awaitAdopted();
      strike.releaseAll();
      strike.assertAllEnd(End.COMPLETED);
    }
    effects.assertNothingTwiceSince(moment);
  }
}
