package io.breakwater.activities.volumedaemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.breakwater.operation.Failures;
import io.breakwater.plan.Step;
import io.breakwater.simulator.daemon.DaemonFault;
import io.breakwater.simulator.daemon.DaemonFault.Kind;
import io.breakwater.simulator.host.HttpFault;
import io.breakwater.simulator.oracle.Violation;
import io.breakwater.step.StepCall;
import io.breakwater.step.StepResult;
import io.breakwater.step.StepResult.Effect;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VolumeDaemonStepsTest {
  @TempDir static Path directory;
  private static ApplianceBench bench;
  private static StepBench steps;

  @BeforeAll
  static void open() {
    bench = new ApplianceBench(directory);
    steps = new StepBench(bench.daemonSteps());
  }

  @AfterAll
  static void close() {
    steps.close();
    bench.close();
  }

  @AfterEach
  void clear() {
    bench.clearFaults();
    List<Violation> violations = bench.simulator().oracle().violations();
    bench.simulator().oracle().clear();
    assertThat(violations).isEmpty();
  }

  @Test
  void detachesADiskAndSaysSoWhenAskedAgain() {
    ProtectedBench vm = bench.protect(1);

    assertThat(steps.run(vm.detach(0)).effect()).isEqualTo(Effect.DONE);
    assertThat(vm.volume(0).isAttached()).isFalse();
    assertThat(bench.daemon().mapping(vm.disk(0).volume())).isEmpty();

    assertThat(steps.run(vm.detach(0)).effect()).isEqualTo(Effect.ALREADY);
    assertThat(vm.calls("detachVolume", 0)).isEqualTo(1);
  }

  @Test
  void goesTheWholeWayThereAndBackWithThreeDisks() {
    ProtectedBench vm = bench.protect(3).withDestination();
    for (int disk = 0; disk < 3; disk++) {
      steps.run(vm.detach(disk));
    }

    StepResult root = steps.run(vm.attachAsRoot(0));
    steps.run(vm.attachData(1));
    StepResult unmapped = steps.run(vm.attachData(2));

    assertThat(root.detail()).contains("as device 0");
    assertThat(unmapped.effect()).isEqualTo(Effect.DONE);
    assertThat(vm.cloud().volumesOf(vm.machine())).hasSize(3);
    for (int disk = 0; disk < 3; disk++) {
      steps.run(vm.detachFromMachine(disk));
      assertThat(steps.run(vm.comeHome(disk)).detail()).contains(directory.toString());
    }
    assertThat(vm.volume(2).isOn(bench.appliance())).isTrue();
  }

  @Test
  void countsAnAttachThatTheDaemonCannotMap() {
    ProtectedBench vm = bench.protect(3).withDestination();
    List.of(0, 1, 2).forEach(disk -> steps.run(vm.detach(disk)));
    steps.run(vm.attachAsRoot(0));
    steps.run(vm.attachData(1));

    assertThat(steps.once(vm.attachData(2)).effect()).isEqualTo(Effect.DONE);
    await().until(() -> bench.operations().liveOn(vm.disk(2).volume()).isEmpty());

    assertThat(bench.daemon().mapping(vm.disk(2).volume())).isEmpty();
    assertThat(steps.run(vm.attachData(2)).effect()).isEqualTo(Effect.ALREADY);
    assertThat(vm.calls("attachVolume", 2)).isEqualTo(1);
  }

  @Test
  void adoptsTheOperationOfAnAttemptWhoseAnswerWasLost() {
    ProtectedBench vm = bench.protect(1);
    bench.site().daemon().add(HttpFault.times(HttpFault.Kind.LOST_ANSWER, "POST .*/detach", 1));

    StepResult result = steps.run(vm.detach(0));

    assertThat(result.effect()).isIn(Effect.ADOPTED, Effect.ALREADY);
    assertThat(vm.calls("detachVolume", 0)).isEqualTo(1);
  }

  @Test
  void waitsForTheJobOfSomebodyElseOnTheVolume() {
    ProtectedBench vm = bench.protect(1);
    vm.cloud().detach(vm.disk(0).volume());

    StepResult result = steps.run(vm.detach(0));

    assertThat(result.effect()).isIn(Effect.ADOPTED, Effect.ALREADY);
    assertThat(vm.calls("detachVolume", 0)).isEqualTo(1);
  }

  @Test
  void isDoneWhenTheDaemonFailedAfterCloudStackDetached() {
    ProtectedBench vm = bench.protect(1);
    bench.site().daemon().add(DaemonFault.on(Kind.FAIL_AFTER_EFFECT, "detach", 1));

    StepResult result = steps.once(vm.detach(0));

    assertThat(result.detail()).contains("is detached").contains("stale mapping");
  }

  @Test
  void triesAgainWhenTheDaemonFailedBeforeCloudStackWasAsked() {
    ProtectedBench vm = bench.protect(1);
    bench.site().daemon().add(DaemonFault.on(Kind.FAIL_BEFORE_EFFECT, "detach", 1));

    assertThat(failure(vm.detach(0)).getType()).isEqualTo("VolumeDaemonError");
    assertThat(steps.run(vm.detach(0)).effect()).isEqualTo(Effect.DONE);
  }

  @Test
  void letsCloudStackDecideWhenTheDaemonLostTheOperation() {
    ProtectedBench vm = bench.protect(1);
    bench.site().daemon().add(DaemonFault.on(Kind.STALL_AFTER_EFFECT, "detach", 1));

    StepResult result = steps.once(vm.detach(0));

    assertThat(result.effect()).isEqualTo(Effect.DONE);
    assertThat(vm.volume(0).isAttached()).isFalse();
  }

  @Test
  void submitsAgainWhenTheOperationWasLostBeforeItsEffect() {
    ProtectedBench vm = bench.protect(1);
    bench.site().daemon().add(DaemonFault.on(Kind.STALL_BEFORE_EFFECT, "detach", 1));

    StepResult result = steps.run(vm.detach(0));

    assertThat(result.effect()).isEqualTo(Effect.DONE);
    assertThat(vm.calls("detachVolume", 0)).isEqualTo(1);
  }

  @Test
  void waitsUntilTheDaemonIsBack() {
    ProtectedBench vm = bench.protect(1);
    bench.site().daemon().stop();
    StepBench.Begun step = steps.begin(vm.detach(0), 0);
    assertThat(failure(vm.detach(0)).getType()).isEqualTo("VolumeDaemonUnavailable");

    bench.site().daemon().start();

    assertThat(step.result().effect()).isIn(Effect.DONE, Effect.ALREADY, Effect.ADOPTED);
  }

  @Test
  void touchesNothingWhileAReplicationRuns() throws Exception {
    ProtectedBench vm = bench.protect(1);
    bench.site().oma().replicateByHand(vm.vm().contextId());

    assertPrecondition(vm.detach(0), "replication job");
    assertThat(vm.calls("detachVolume", 0)).isZero();
  }

  @Test
  void attachesNothingToAMachineThatIsNotGuarded() {
    ProtectedBench vm = bench.protect(1).withDestination();
    steps.run(vm.detach(0));
    vm.cloud().deleteProtection(vm.machine(), false);

    assertPrecondition(vm.attachAsRoot(0), "delete protection");
    assertThat(vm.volume(0).isAttached()).isFalse();
  }

  @Test
  void attachesNothingToTheMachineOfAnotherOperation() {
    ProtectedBench other = bench.protect(1).withDestination();
    ProtectedBench vm = bench.protect(1);
    steps.run(vm.detach(0));

    assertPrecondition(
        vm.call(
            new Step.AttachAsRoot(
                vm.disk(0),
                new io.breakwater.plan.MachineRef(other.machine(), vm.operation().id()))),
        "not on record");
  }

  @Test
  void attachesNoSecondRoot() {
    ProtectedBench vm = bench.protect(2).withDestination();
    steps.run(vm.detach(0));
    steps.run(vm.detach(1));
    steps.run(vm.attachAsRoot(0));

    assertPrecondition(vm.attachAsRoot(1), "device 0");
  }

  @Test
  void recordsThatDisksGoToTheMachineBeforeTheFirstAttach() {
    ProtectedBench vm = bench.protect(1).withDestination();
    steps.run(vm.detach(0));
    bench.site().daemon().add(DaemonFault.on(Kind.FAIL_BEFORE_EFFECT, "attach", 1));

    failure(vm.attachAsRoot(0));

    assertThat(bench.inventory().machines().find(vm.operation().id()).orElseThrow())
        .matches(row -> row.volumesAttached());
  }

  @Test
  void refusesToBringADirtyDiskHome() {
    ProtectedBench vm = bench.protect(1);
    steps.run(vm.detach(0));
    bench.inventory().disks().markDirty(vm.operation(), vm.disk(0), "a test wrote to it");

    assertPrecondition(vm.comeHome(0), "dirty");
    bench.inventory().disks().markClean(vm.operation(), vm.disk(0));
    assertThat(steps.run(vm.comeHome(0)).effect()).isEqualTo(Effect.DONE);
  }

  @Test
  void saysWhatDisagreesWhenTheDeviceDoesNotShowUp() {
    ProtectedBench vm = bench.protect(1);
    steps.run(vm.detach(0));
    bench.site().daemon().add(DaemonFault.on(Kind.FAIL_AFTER_EFFECT, "attach", 1));

    assertPrecondition(vm.comeHome(0), "the daemon has no mapping");
    assertThat(steps.run(vm.detach(0)).effect()).isEqualTo(Effect.DONE);
    assertThat(steps.run(vm.comeHome(0)).effect()).isEqualTo(Effect.DONE);
  }

  @Test
  void actsNoMoreOnceAnotherOperationHasTheLease() {
    ProtectedBench vm = bench.protect(1);
    bench.inventory().leases().release(vm.operation());

    ApplicationFailure failure = failure(vm.detach(0));

    assertThat(failure.getType()).isEqualTo(Failures.LEASE_LOST);
    assertThat(failure.isNonRetryable()).isTrue();
    assertThat(vm.calls("detachVolume", 0)).isZero();
  }

  @Test
  void leavesTheOperationToItselfWhenCancelled() {
    ProtectedBench vm = bench.protect(1);
    bench.site().daemon().add(DaemonFault.slow("detach", java.time.Duration.ofSeconds(100), 1));
    StepBench.Begun step = steps.begin(vm.detach(0), 0);
    await().until(() -> !bench.operations().liveOn(vm.disk(0).volume()).isEmpty());

    step.cancel();

    assertThat(catchThrowableOfType(Exception.class, step::result)).isNotNull();
    await().until(() -> !vm.volume(0).isAttached());
    await().until(() -> bench.operations().liveOn(vm.disk(0).volume()).isEmpty());
  }

  private static ApplicationFailure failure(StepCall call) {
    return catchThrowableOfType(ApplicationFailure.class, () -> steps.once(call));
  }

  private static void assertPrecondition(StepCall call, String text) {
    ApplicationFailure failure = failure(call);
    assertThat(failure.getType()).isEqualTo(Failures.PRECONDITION);
    assertThat(failure.isNonRetryable()).isTrue();
    assertThat(failure.getOriginalMessage()).contains(text);
  }
}
