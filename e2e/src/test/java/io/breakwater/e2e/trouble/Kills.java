package io.breakwater.e2e.trouble;

import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.plan.PlannedStep;
import io.breakwater.simulator.cloud.Hold;
import io.breakwater.simulator.site.ProtectedContext;
import java.util.List;
import java.util.function.Predicate;

/** Kills the worker while operations are in the middle of each of their steps. */
final class Kills {
  private final TroubleWorld world;
  private final Effects effects;

  Kills(TroubleWorld world) {
    this.world = world;
    this.effects = new Effects(world.cloud());
  }

  /** The calls take effect while nobody is there to see it, and no answer was seen either. */
  void unseen(OperationKind kind, List<ProtectedContext> vms) {
    unseen(kind, vms, Phases::isOneOfItsKind);
  }

  /** The same in such steps only. */
  void unseen(OperationKind kind, List<ProtectedContext> vms, Predicate<PlannedStep> steps) {
    long moment = world.judge().now();
    try (Strike strike = Strike.inEachStep(world, kind, vms, Hold.At.REQUEST, steps)) {
      strike.awaitCaught();
      world.worker().kill();
      strike.releaseAll();
      world.ensureWorker();
      strike.assertAllEnd(End.COMPLETED);
    }
    // Nothing in CloudStack shows that a snapshot was reverted to; doing it again is harmless.
    effects.assertNothingTwiceSince(moment, "revertSnapshot");
  }

  /** Half of the jobs end while no worker is there, the others go on and are adopted. */
  void adopting(OperationKind kind, List<ProtectedContext> vms) {
    adopting(kind, vms, StepHolds::hasJob);
  }

  /** The same in such steps only. */
  void adopting(OperationKind kind, List<ProtectedContext> vms, Predicate<PlannedStep> steps) {
    long moment = world.judge().now();
    try (Strike strike = Strike.inEachStep(world, kind, vms, Hold.At.JOB, steps)) {
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
