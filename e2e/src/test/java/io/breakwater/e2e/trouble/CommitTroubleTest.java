package io.breakwater.e2e.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.e2e.trouble.Strike.Target;
import io.breakwater.operation.Decision;
import io.breakwater.operation.Decision.Choice;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.simulator.cloud.Hold;
import io.breakwater.simulator.site.ProtectedContext;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A commit is struck in each of its steps, and ends with every live failover final. */
class CommitTroubleTest {
  private static TroubleWorld world;
  private static Phases phases;

  /** One of its own, because what is committed stays. */
  @BeforeAll
  static void start() {
    world = TroubleWorld.start("commit", Map.of());
    phases = new Phases(world);
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @AfterEach
  void calm() {
    world.calm();
    world.ensureWorker();
  }

  @Test
  void finishesEachStepWhoseCallTookEffectWhenTheWorkerDied() {
    List<ProtectedContext> vms = failedOver("killed");

    new Kills(world).unseen(OperationKind.COMMIT, vms);

    world.judge().assertCommitted(vms);
  }

  /** Going back would make half of it final, so a cancel asks. */
  @Test
  void holdsInEachStepInWhichItIsCancelled() {
    List<ProtectedContext> vms = failedOver("cancelled");

    try (Strike strike = strike(vms)) {
      strike.targets().forEach(target -> target.run().cancel());
      strike.releaseAll();
      for (Target target : strike.targets()) {
        assertThat(target.run().isHeldInTheEnd()).as(target.where()).isTrue();
        target.run().decide(new Decision(Choice.RETRY, null, "anna", "go on", false));
        assertThat(target.run().end().end()).as(target.where()).isEqualTo(End.CANCELLED);
      }
    }

    world.judge().assertCommitted(vms);
  }

  @Test
  void finishesEachStepDuringWhichEverythingWentAway() {
    List<ProtectedContext> vms = failedOver("held-up");
    Outages outages = new Outages(world);

    try (Strike strike = strike(vms)) {
      outages.ofCloudStack();
      strike.releaseAll();
      outages.ofTheDaemon();
      outages.ofTheVma();
      outages.ofTheDatabase();
      strike.assertAllEnd(End.COMPLETED);
    }

    world.judge().assertCommitted(vms);
  }

  private static Strike strike(List<ProtectedContext> vms) {
    Strike strike =
        Strike.inEachStep(world, OperationKind.COMMIT, vms, Hold.At.JOB, Phases::isOneOfItsKind);
    strike.awaitCaught();
    return strike;
  }

  private static List<ProtectedContext> failedOver(String what) {
    List<ProtectedContext> vms =
        phases.failedOverVms(OperationKind.LIVE_FAILOVER, OperationKind.COMMIT, what);
    vms.forEach(vm -> world.world().simulator().oracle().commit(vm.contextId()));
    return vms;
  }
}
