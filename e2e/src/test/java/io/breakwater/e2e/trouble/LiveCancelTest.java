package io.breakwater.e2e.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.e2e.trouble.Strike.Target;
import io.breakwater.operation.Decision;
import io.breakwater.operation.Decision.Choice;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.plan.Step;
import io.breakwater.simulator.cloud.Hold;
import io.breakwater.simulator.site.ProtectedContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A cancel in the middle of each step of a live failover leads back to READY, unless the start of
 * the destination had been submitted: then it holds, because somebody may work there.
 */
class LiveCancelTest {
  private static final Set<Class<? extends Step>> AFTER_THE_START =
      Set.of(Step.StartMachine.class, Step.CheckMachine.class, Step.RecordFailedOver.class);

  private final TroubleWorld world = TroubleWorld.shared();
  private final Phases phases = new Phases(world);
  private final Effects effects = new Effects(world.cloud());

  @AfterEach
  void calm() {
    world.calm();
  }

  @Test
  void takesBackWhatNobodyWorkedWithAndHoldsTheRest() {
    List<ProtectedContext> vms = phases.readyVms(OperationKind.LIVE_FAILOVER, "live-cancelled");
    long moment = world.judge().now();
    List<Target> holding = new ArrayList<>();
    Set<String> takenBack = new HashSet<>();

    try (Strike strike = strike(OperationKind.LIVE_FAILOVER, vms)) {
      Map<Target, String> machines = machines(strike);
      cancelAll(strike);
      for (Target target : strike.targets()) {
        if (target.run().isHeldInTheEnd()) {
          holding.add(target);
        } else {
          assertThat(target.run().end().end()).as(target.where()).isEqualTo(End.CANCELLED);
          world.judge().assertHome(target.vm());
          takenBack.add(machines.getOrDefault(target, "none"));
        }
      }
    }

    assertThat(effects.startedSince(moment)).doesNotContainAnyElementsOf(takenBack);
    assertThat(holding).filteredOn(LiveCancelTest::isAfterTheStart).hasSize(3);
    world.judge().assertSourcesOff(vms);
    for (int i = 0; i < holding.size(); i++) {
      decide(holding.get(i), i % 2 == 0);
    }
    world.judge().assertReady(vms);
  }

  /** By the time of the cancel; those without one have no entry. */
  private Map<Target, String> machines(Strike strike) {
    Map<Target, String> machines = new HashMap<>();
    strike.targets().forEach(t -> world.machineOf(t.vm()).ifPresent(m -> machines.put(t, m.id())));
    return machines;
  }

  @Test
  void finishesTheRollbackFromEachStep() {
    List<ProtectedContext> vms =
        phases.failedOverVms(OperationKind.LIVE_FAILOVER, OperationKind.ROLLBACK, "live-kept");

    try (Strike strike = strike(OperationKind.ROLLBACK, vms)) {
      cancelAll(strike);
      strike.assertAllEnd(End.CANCELLED);
    }

    world.judge().assertReady(vms);
    world.judge().assertSourcesOn(vms);
  }

  /** What holds can go on to the live destination, or back with a consent. */
  private void decide(Target target, boolean goOn) {
    assertThat(target.run().refusalOf(decision(Choice.ROLL_BACK, false)))
        .contains("confirmDiscard");
    if (goOn) {
      target.run().decide(decision(Choice.RETRY, false));
      // Temporal calls it cancelled whatever was decided since.
      assertThat(target.run().end().end()).isEqualTo(End.CANCELLED);
      world.judge().assertFailedOverLive(target.vm());
      phases.endWell(OperationKind.ROLLBACK, List.of(target.vm()));
    } else {
      target.run().decide(decision(Choice.ROLL_BACK, true));
      assertThat(target.run().end().end()).isEqualTo(End.CANCELLED);
    }
  }

  private static Decision decision(Choice choice, boolean confirmDiscard) {
    return new Decision(choice, null, "anna", "called off", confirmDiscard);
  }

  private static boolean isAfterTheStart(Target target) {
    return AFTER_THE_START.contains(target.step().action().getClass());
  }

  private Strike strike(OperationKind kind, List<ProtectedContext> vms) {
    Strike strike = Strike.inEachStep(world, kind, vms, Hold.At.JOB, Phases::isOneOfItsKind);
    strike.awaitCaught();
    return strike;
  }

  private static void cancelAll(Strike strike) {
    strike.targets().forEach(target -> target.run().cancel());
    strike.releaseAll();
  }
}
