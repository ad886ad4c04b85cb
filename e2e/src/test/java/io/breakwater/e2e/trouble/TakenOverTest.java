package io.breakwater.e2e.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.e2e.trouble.Run.Ended;
import io.breakwater.e2e.trouble.Strike.Target;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.operation.Queues;
import io.breakwater.plan.Step;
import io.breakwater.simulator.cloud.Hold;
import io.breakwater.simulator.site.ProtectedContext;
import io.breakwater.vm.OperationId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Operations that an operator terminates or resets leave things under way behind. */
class TakenOverTest {
  private static final Set<End> COMPLETED = Set.of(End.COMPLETED);

  private final TroubleWorld world = TroubleWorld.shared();
  private final Effects effects = new Effects(world.cloud());

  @AfterEach
  void calm() {
    world.calm();
  }

  @Test
  void cleansUpAfterTestFailoverThatWasTerminatedInEachStep() {
    List<ProtectedContext> vms = world.vmsFor("terminated", StepHolds::hasJob);

    terminateThenCleanUp(OperationKind.TEST_FAILOVER, vms);

    world.judge().assertReady(vms);
  }

  @Test
  void goesOnWithSameMachineWhenResetInEachStep() {
    List<ProtectedContext> vms = world.vmsFor("reset", StepHolds::hasJob);
    long moment = world.judge().now();

    try (Strike strike =
        Strike.inEachStep(
            world, OperationKind.TEST_FAILOVER, vms, Hold.At.JOB, StepHolds::hasJob)) {
      strike.awaitCaught();
      List<OperationId> before = operations(strike);
      strike.targets().forEach(target -> reset(target.vm()));
      strike.releaseAll();
      for (int i = 0; i < vms.size(); i++) {
        assertEnds(strike.targets().get(i), before.get(i));
      }
    }

    effects.assertNothingTwiceSince(moment);
    world.judge().assertFailedOver(vms.stream().filter(this::hasMachine).toList());
    cleanUp(vms);
  }

  /**
   * A half-written disk only leaves the way back, unless the attempt that the reset cut off came to
   * its end in time.
   */
  private void assertEnds(Target target, OperationId operation) {
    boolean injecting =
        target.step() != null && target.step().action() instanceof Step.InjectDrivers;
    assertEnds(
        target.vm(), operation, injecting ? Set.of(End.COMPLETED, End.ROLLED_BACK) : COMPLETED);
  }

  private boolean hasMachine(ProtectedContext vm) {
    return world.machineOf(vm).isPresent();
  }

  @Test
  void changesNothingWhenResetAfterItsEnd() {
    ProtectedContext vm = world.windowsVm("reset-ended", 2);
    Ended ended = world.operations().testFailover(vm).end();
    long moment = world.judge().now();

    reset(vm);

    assertEnds(vm, ended.result().operation(), COMPLETED);
    world.judge().assertUntouchedSince(moment);
    world.judge().assertFailedOver(vm);
    cleanUp(List.of(vm));
  }

  private void terminateThenCleanUp(OperationKind kind, List<ProtectedContext> vms) {
    try (Strike strike = Strike.inEachStep(world, kind, vms, Hold.At.JOB, StepHolds::hasJob)) {
      strike.awaitCaught();
      strike.targets().forEach(target -> target.run().workflow().terminate("by a test"));
      List<Run> cleanups = vms.stream().map(world.operations()::cleanup).toList();
      for (int i = 0; i < cleanups.size(); i++) {
        awaitHandled(strike.targets().get(i), cleanups.get(i));
      }
      strike.releaseAll();
      assertThat(cleanups).allSatisfy(run -> assertThat(run.end().end()).isEqualTo(End.COMPLETED));
    }
  }

  /** A cleanup ends an injector and waits for everything else. */
  private static void awaitHandled(Target left, Run cleanup) {
    if (left.step() != null && left.step().action() instanceof Step.InjectDrivers) {
      assertThat(cleanup.end().end()).isEqualTo(End.COMPLETED);
    } else {
      Awaitility.await("waiting for what is under way on " + left.where())
          .atMost(Duration.ofSeconds(30))
          .until(() -> cleanup.isIn("AwaitPending") || left.step() == null);
    }
  }

  private void assertEnds(ProtectedContext vm, OperationId operation, Set<End> ends) {
    Ended ended = world.operations().latest(OperationKind.TEST_FAILOVER, vm).end();
    assertThat(ended.end()).as(vm.vmName() + ": " + ended.summary()).isIn(ends);
    assertThat(ended.result().operation()).isEqualTo(operation);
  }

  private static List<OperationId> operations(Strike strike) {
    return strike.targets().stream().map(t -> t.run().progress().operation()).toList();
  }

  private void reset(ProtectedContext vm) {
    world
        .world()
        .temporal()
        .cli(
            "workflow",
            "reset",
            "--workflow-id",
            Queues.workflowId(Operations.request(vm).contextId()),
            "--type",
            "FirstWorkflowTask",
            "--reason",
            "by a test");
  }

  private void cleanUp(List<ProtectedContext> vms) {
    new Phases(world).cleanUp(vms);
    world.judge().assertReady(vms);
  }
}
