package io.breakwater.activities.cloudstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.inventory.snapshot.SnapshotRow;
import io.breakwater.observation.Baseline;
import io.breakwater.operation.Failures;
import io.breakwater.plan.Step;
import io.breakwater.simulator.fault.Fault;
import io.breakwater.simulator.fault.FaultKind;
import io.breakwater.step.StepResult;
import io.breakwater.step.StepResult.Effect;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SnapshotStepsTest {
  private static final CloudStackBench bench = CloudStackBench.shared();

  @AfterEach
  void noInvariantWasBroken() {
    assertThat(bench.violations()).isEmpty();
  }

  private static void play(String command, FaultKind kind) {
    bench.simulated().play(Fault.on(command, kind));
  }

  private static List<CsSnapshot> snapshots(TestedVm vm) {
    return bench.cloud().snapshotsOf(vm.disk(0).volume());
  }

  @Test
  void takesASnapshotOnceAndRecordsItWithTheBaseline() {
    TestedVm vm = bench.protect(1);

    StepResult first = bench.run(vm.takeSnapshot(0));
    StepResult again = bench.run(vm.takeSnapshot(0));

    SnapshotRow row = bench.inventory().snapshots().of(vm.operation().context()).get(0);
    assertThat(first.effect()).isEqualTo(Effect.DONE);
    assertThat(again.effect()).isEqualTo(Effect.ALREADY);
    assertThat(snapshots(vm)).extracting(CsSnapshot::id).containsExactly(row.id());
    assertThat(row.baseline()).isEqualTo(vm.baseline(0));
  }

  @Test
  void goesNoFurtherWithASnapshotThatTheStorageCannotGoBackTo() {
    TestedVm vm = bench.protect(1);
    bench.simulated().cannotRevert(vm.disk(0).volume().value());

    ApplicationFailure refusal = bench.refusal(vm.takeSnapshot(0));

    assertThat(refusal.getType()).isEqualTo(Failures.PRECONDITION);
    assertThat(refusal.getOriginalMessage()).contains("cannot go back");
    assertThat(snapshots(vm)).extracting(CsSnapshot::id).containsExactly(vm.snapshot(0));
  }

  @ParameterizedTest
  @EnumSource(
      value = FaultKind.class,
      names = {
        "LOST_ANSWER",
        "AFTER_EFFECT",
        "JOB_VANISHES",
        "BEFORE_EFFECT",
        "CONNECTION_RESET",
        "HTML_404",
        "UNAVAILABLE_503"
      })
  void takesOneSnapshotWhateverHappensToTheCall(FaultKind kind) {
    TestedVm vm = bench.protect(1);
    play("createSnapshot", kind);

    bench.run(vm.takeSnapshot(0));

    assertThat(snapshots(vm)).hasSize(1);
    assertThat(snapshots(vm).get(0).id()).isEqualTo(vm.snapshot(0));
  }

  @Test
  void takesNoSecondSnapshotWhenACallWithoutAnswerTakesEffectLate() {
    TestedVm vm = bench.protect(1);
    // In simulated time, which runs fifty times faster: half of the grace time on the wall.
    Duration late = CloudStackBench.GRACE.multipliedBy(25);
    bench.simulated().play(Fault.on("createSnapshot", FaultKind.LATE_EFFECT).delay(late));

    StepResult result = bench.run(vm.takeSnapshot(0));

    assertThat(result.effect()).isNotEqualTo(Effect.DONE);
    assertThat(vm.calls("createSnapshot", vm.snapshotName(0))).isEqualTo(1);
    assertThat(snapshots(vm)).hasSize(1);
  }

  @Test
  void waitsAsLongAsAThrottledCallerIsTold() {
    TestedVm vm = bench.protect(1);
    bench
        .simulated()
        .play(
            Fault.on("createSnapshot", FaultKind.BEFORE_EFFECT)
                .saying(429, "account api limit, please retry after [50] ms."));

    assertThat(bench.run(vm.takeSnapshot(0)).effect()).isEqualTo(Effect.DONE);

    assertThat(snapshots(vm)).hasSize(1);
  }

  @Test
  void takesAnotherSnapshotWhenTheJobFailed() {
    TestedVm vm = bench.protect(1);
    play("createSnapshot", FaultKind.JOB_FAILURE);

    bench.run(vm.takeSnapshot(0));

    assertThat(bench.cloud().snapshot(vm.snapshot(0)).orElseThrow().rawState())
        .isEqualTo("BackedUp");
  }

  @Test
  void waitsForTheJobWhileReadsAreDown() {
    TestedVm vm = bench.protect(1);
    bench.simulated().play(Fault.on("listAsyncJobs", FaultKind.HTML_404).times(5));
    bench.simulated().play(Fault.on("queryAsyncJobResult", FaultKind.UNAVAILABLE_503).times(3));

    bench.run(vm.takeSnapshot(0));

    assertThat(snapshots(vm)).hasSize(1);
  }

  @Test
  void recordsTheSnapshotThatAnEarlierAttemptLeft() {
    TestedVm vm = bench.protect(1);
    CsSnapshot left = leaveSnapshot(vm, vm.baseline(0));

    StepResult result = bench.run(vm.takeSnapshot(0));

    assertThat(result.effect()).isEqualTo(Effect.ALREADY);
    assertThat(vm.snapshot(0)).isEqualTo(left.id());
    assertThat(snapshots(vm)).hasSize(1);
  }

  @Test
  void recordsNoSnapshotThatAnEarlierAttemptLeftBeforeAReplication() {
    TestedVm vm = bench.protect(1);
    leaveSnapshot(vm, new Baseline("an older change", "an older replication"));

    ApplicationFailure refusal = bench.refusal(vm.takeSnapshot(0));

    assertThat(refusal.getType()).isEqualTo(Failures.PRECONDITION);
    assertThat(refusal.getOriginalMessage()).contains("an older change");
    assertThat(vm.calls("createSnapshot", vm.snapshotName(0))).isEqualTo(1);
  }

  private static CsSnapshot leaveSnapshot(TestedVm vm, Baseline of) {
    String name = vm.snapshotName(0);
    bench.inventory().snapshots().intent(vm.operation(), vm.disk(0), name, of);
    bench.cloud().createSnapshot(vm.disk(0).volume(), name);
    await().until(() -> snapshots(vm).stream().anyMatch(s -> s.rawState().equals("BackedUp")));
    return snapshots(vm).get(0);
  }

  @Test
  void takesNoSnapshotOfADirtyDisk() {
    TestedVm vm = bench.protect(1);
    vm.recordedDirty(0);

    ApplicationFailure refusal = bench.refusal(vm.takeSnapshot(0));

    assertThat(refusal.getType()).isEqualTo(Failures.PRECONDITION);
    assertThat(snapshots(vm)).isEmpty();
  }

  @Test
  void takesNoSnapshotWhileTheDiskIsReplicated() throws Exception {
    TestedVm vm = bench.protect(1);
    bench.site().site().oma().replicationTakes(Duration.ofSeconds(30));
    String job = bench.site().site().oma().replicateByHand(vm.contextId());

    ApplicationFailure refusal = bench.refusal(vm.takeSnapshot(0));
    bench.site().site().oma().cancel(job);

    assertThat(refusal.getType()).isEqualTo(Failures.PRECONDITION);
    assertThat(refusal.getOriginalMessage()).contains("replication job");
    assertThat(snapshots(vm)).isEmpty();
  }

  @Test
  void actsNoMoreOnceTheLeaseIsLost() {
    TestedVm vm = bench.protect(1);
    bench.inventory().leases().release(vm.operation());

    ApplicationFailure refusal = bench.refusal(vm.takeSnapshot(0));

    assertThat(refusal.getType()).isEqualTo(Failures.LEASE_LOST);
    assertThat(refusal.isNonRetryable()).isTrue();
    assertThat(snapshots(vm)).isEmpty();
  }

  @Test
  void revertsADetachedDiskAndOnlyThenCallsItClean() {
    TestedVm vm = bench.protect(1);
    bench.run(vm.takeSnapshot(0));
    vm.dirty(0).detached(0);

    StepResult reverted = bench.run(vm.revert(0));
    StepResult again = bench.run(vm.revert(0));

    assertThat(reverted.effect()).isEqualTo(Effect.DONE);
    assertThat(again.effect()).isEqualTo(Effect.ALREADY);
    assertThat(vm.isDirty(0)).isFalse();
    assertThat(vm.calls("revertSnapshot", vm.snapshot(0).value())).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = FaultKind.class,
      names = {"LOST_ANSWER", "AFTER_EFFECT", "JOB_FAILURE", "JOB_VANISHES", "HTML_404"})
  void callsADiskCleanAfterAVerifiedRevertOnly(FaultKind kind) {
    TestedVm vm = bench.protect(1);
    bench.run(vm.takeSnapshot(0));
    vm.dirty(0).detached(0);
    play("revertSnapshot", kind);

    bench.run(vm.revert(0));

    assertThat(vm.isDirty(0)).isFalse();
    assertThat(bench.simulated().view().disk(vm.disk(0).volume().value()).dirty()).isFalse();
  }

  @Test
  void leavesADiskDirtyWhenCloudStackRefusesTheRevert() {
    TestedVm vm = bench.protect(1);
    bench.run(vm.takeSnapshot(0));
    vm.dirty(0).detached(0);
    bench.simulated().play(Fault.on("revertSnapshot", FaultKind.JOB_FAILURE).saying(431, "no"));

    ApplicationFailure refusal = bench.refusal(vm.revert(0));

    assertThat(refusal.getType()).isEqualTo("CloudStackError:431");
    assertThat(vm.isDirty(0)).isTrue();
  }

  @Test
  void revertsNoAttachedDisk() {
    TestedVm vm = bench.protect(1);
    bench.run(vm.takeSnapshot(0));
    vm.dirty(0);

    ApplicationFailure refusal = bench.refusal(vm.revert(0));

    assertThat(refusal.getType()).isEqualTo(Failures.PRECONDITION);
    assertThat(refusal.getOriginalMessage()).contains("Detach it first");
    assertThat(vm.calls("revertSnapshot", vm.snapshot(0).value())).isZero();
  }

  @Test
  void revertsToNoSnapshotFromBeforeAReplication() throws Exception {
    TestedVm vm = bench.protect(1);
    bench.run(vm.takeSnapshot(0));
    bench.site().site().oma().replicationTakes(Duration.ofMillis(10));
    String job = bench.site().site().oma().replicateByHand(vm.contextId());
    await()
        .until(
            () -> bench.inventory().replications().activeJob(vm.operation().context()).isEmpty());
    vm.recordedDirty(0).detached(0);

    ApplicationFailure refusal = bench.refusal(vm.revert(0));

    assertThat(job).isNotEmpty();
    assertThat(refusal.getType()).isEqualTo(Failures.PRECONDITION);
    assertThat(refusal.getOriginalMessage()).contains("full replication");
  }

  @Test
  void deletesSnapshotsOnlyOnceEveryDiskOfTheVmIsClean() {
    TestedVm vm = bench.protect(2);
    bench.run(vm.takeSnapshot(0));
    bench.run(vm.takeSnapshot(1));
    vm.dirty(1).detached(1);

    assertThat(bench.refusal(vm.deleteSnapshot(0)).getType()).isEqualTo(Failures.PRECONDITION);
    bench.run(vm.revert(1));
    Step delete = vm.deleteSnapshot(0).step().action();
    assertThat(bench.run(vm.call(delete)).effect()).isEqualTo(Effect.DONE);

    assertThat(snapshots(vm)).isEmpty();
    assertThat(bench.inventory().snapshots().find(vm.operation().id(), vm.disk(0).disk()))
        .isEmpty();
    assertThat(bench.run(vm.call(delete)).effect()).isEqualTo(Effect.ALREADY);
  }
}
