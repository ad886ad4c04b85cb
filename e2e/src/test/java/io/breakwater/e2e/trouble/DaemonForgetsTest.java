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
  private static final String EXECUTING =
      "SELECT COUNT(*) FROM volume_operations WHERE status = 'executing' AND volume_id = ?";

  private final TroubleWorld world = CrashWorld.shared();

  /**
   * An operation of the daemon that never ends by itself.
   *
   * @param forgottenBefore rows of the volume's operations that were forgotten earlier
   */
  private record Stall(Kind kind, String type, String volume, int forgottenBefore) {}

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
    List<Stall> missing = stallEachStep(kind, vms);
    List<Run> runs = vms.stream().map(vm -> world.operations().start(kind, vm)).toList();
    Awaitility.await("operations in the middle")
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(
            () -> {
              missing.removeIf(this::isStalled);
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

  /** Each step twice: before and after CloudStack did its part. */
  private List<Stall> stallEachStep(OperationKind kind, List<ProtectedContext> vms) {
    List<PlannedStep> steps =
        world.operations().plan(kind, vms.get(0)).stream()
            .filter(step -> type(step.action()).isPresent())
            .filter(Phases::isOneOfItsKind)
            .toList();
    List<Stall> stalls = new ArrayList<>();
    for (int i = 0; i < 2 * steps.size(); i++) {
      ProtectedContext vm = vms.get(i);
      Step action = steps.get(i / 2).action();
      Kind when = i % 2 == 0 ? Kind.STALL_BEFORE_EFFECT : Kind.STALL_AFTER_EFFECT;
      String volume = StepHolds.volume(vm, disk(action));
      stalls.add(new Stall(when, type(action).orElseThrow(), volume, executing(volume)));
    }
    stalls.forEach(
        s -> world.site().daemon().add(DaemonFault.onVolume(s.kind(), s.type(), s.volume(), 1)));
    return stalls;
  }

  private int executing(String volume) {
    return Integer.parseInt(world.judge().text(EXECUTING, volume));
  }

  private boolean isStalled(Stall stall) {
    boolean executing = executing(stall.volume()) > stall.forgottenBefore();
    Optional<String> place = world.cloud().view().volume(stall.volume()).map(v -> v.vmId());
    boolean attached = place.isPresent();
    boolean busy = world.cloud().view().busy().contains(stall.volume());
    boolean done = stall.type().equals("attach") == attached;
    return executing && !busy && (stall.kind() == Kind.STALL_AFTER_EFFECT) == done;
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
