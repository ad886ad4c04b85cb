package io.breakwater.e2e.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.e2e.trouble.Run.Ended;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.plan.DiskRef;
import io.breakwater.plan.PlannedStep;
import io.breakwater.plan.Step;
import io.breakwater.simulator.daemon.DaemonFault;
import io.breakwater.simulator.daemon.DaemonFault.Kind;
import io.breakwater.simulator.site.ProtectedContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The daemon restarts in the middle of an operation and knows nothing of it any more. */
class DaemonForgetsTest {
  private static final int DISKS = 2;

  private final TroubleWorld world = CrashWorld.shared();

  @AfterEach
  void calm() {
    world.calm();
  }

  @Test
  void finishesEachStepWhoseOperationIsForgotten() {
    List<ProtectedContext> vms =
        Stream.generate(() -> world.windowsVm("forgotten", DISKS)).limit(6).toList();

    forget(OperationKind.TEST_FAILOVER, vms);
    world.judge().assertFailedOver(vms);

    forget(OperationKind.CLEANUP, vms);
    world.judge().assertReady(vms);
  }

  private void forget(OperationKind kind, List<ProtectedContext> vms) {
    List<DaemonFault> missing = stallEachStep(kind, vms);
    List<Run> runs = vms.stream().map(vm -> world.operations().start(kind, vm)).toList();
    Awaitility.await("operations in the middle")
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(
            () -> {
              missing.removeIf(DaemonFault::isSpent);
              assertThat(missing).isEmpty();
            });

    world.site().daemon().restart();

    assertThat(runs)
        .allSatisfy(
            run -> {
              Ended ended = run.end();
              assertThat(ended.end()).as(ended.summary()).isEqualTo(End.COMPLETED);
            });
  }

  /** Each step twice, before and after CloudStack did its part: operations that never end. */
  private List<DaemonFault> stallEachStep(OperationKind kind, List<ProtectedContext> vms) {
    List<PlannedStep> steps =
        world.operations().plan(kind, vms.get(0)).stream()
            .filter(step -> type(step.action()).isPresent())
            .filter(Phases::isOneOfItsKind)
            .toList();
    List<DaemonFault> stalls = new ArrayList<>();
    for (int i = 0; i < 2 * steps.size(); i++) {
      Step action = steps.get(i / 2).action();
      Kind when = i % 2 == 0 ? Kind.STALL_BEFORE_EFFECT : Kind.STALL_AFTER_EFFECT;
      String volume = StepHolds.volume(vms.get(i), disk(action));
      stalls.add(DaemonFault.onVolume(when, type(action).orElseThrow(), volume, 1));
    }
    stalls.forEach(world.site().daemon()::add);
    return stalls;
  }

  private static Optional<String> type(Step action) {
    if (action instanceof Step.DetachFromAppliance || action instanceof Step.DetachFromMachine) {
      return Optional.of("detach");
    }
    boolean attach =
        action instanceof Step.AttachAsRoot
            || action instanceof Step.AttachData
            || action instanceof Step.AttachToAppliance;
    return attach ? Optional.of("attach") : Optional.empty();
  }

  private static DiskRef disk(Step action) {
    if (action instanceof Step.DetachFromAppliance s) {
      return s.disk();
    }
    if (action instanceof Step.DetachFromMachine s) {
      return s.disk();
    }
    if (action instanceof Step.AttachAsRoot s) {
      return s.disk();
    }
    if (action instanceof Step.AttachData s) {
      return s.disk();
    }
    return ((Step.AttachToAppliance) action).disk();
  }
}
