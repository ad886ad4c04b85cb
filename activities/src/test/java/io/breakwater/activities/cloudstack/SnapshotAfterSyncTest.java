package io.breakwater.activities.cloudstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.inventory.snapshot.SnapshotRow;
import io.breakwater.observation.Baseline;
import io.breakwater.operation.Failures;
import io.breakwater.plan.Step;
import io.breakwater.step.StepCall;
import io.breakwater.step.StepResult.Effect;
import io.temporal.failure.ApplicationFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Snapshots of a plan that could not know what its own final sync would bring. */
class SnapshotAfterSyncTest {
  private static final CloudStackBench bench = CloudStackBench.shared();

  @AfterEach
  void noInvariantWasBroken() {
    assertThat(bench.violations()).isEmpty();
  }

  private static StepCall take(TestedVm vm) {
    return vm.call(new Step.TakeSnapshot(vm.disk(0), vm.snapshotName(0), null));
  }

  private static void intend(TestedVm vm, Baseline baseline) {
    bench.inventory().snapshots().intent(vm.operation(), vm.disk(0), vm.snapshotName(0), baseline);
  }

  private static void leave(TestedVm vm) {
    bench
        .site()
        .awaitJob(bench.cloud().createSnapshot(vm.disk(0).volume(), vm.snapshotName(0)).job());
    await().until(() -> !bench.cloud().snapshotsOf(vm.disk(0).volume()).isEmpty());
  }

  @Test
  void recordsWhatTheReplicaHoldsRightBefore() {
    TestedVm vm = bench.protect(1);

    assertThat(bench.run(take(vm)).effect()).isEqualTo(Effect.DONE);
    assertThat(bench.run(take(vm)).effect()).isEqualTo(Effect.ALREADY);

    assertThat(bench.inventory().snapshots().of(vm.operation().context()))
        .extracting(SnapshotRow::baseline)
        .containsExactly(vm.baseline(0));
    assertThat(vm.calls("createSnapshot", vm.snapshotName(0))).isEqualTo(1);
  }

  @Test
  void recordsTheSnapshotOfAnEarlierAttemptForTheSameReplica() {
    TestedVm vm = bench.protect(1);
    intend(vm, vm.baseline(0));
    leave(vm);

    assertThat(bench.run(take(vm)).effect()).isEqualTo(Effect.ALREADY);
    assertThat(vm.snapshot(0)).isNotNull();
  }

  @Test
  void recordsNoSnapshotOfAnEarlierAttemptForAnotherReplica() {
    TestedVm vm = bench.protect(1);
    intend(vm, new Baseline("an older change", "an older replication"));
    leave(vm);

    refuses(vm, "an older change");
  }

  @Test
  void takesNoneWhenAReplicationRanSinceTheFirstAttempt() {
    TestedVm vm = bench.protect(1);
    intend(vm, new Baseline("an older change", "an older replication"));

    refuses(vm, "an older change");
    assertThat(vm.calls("createSnapshot", vm.snapshotName(0))).isZero();
  }

  @Test
  void recordsNoSnapshotOfWhichNobodyKnowsWhatItHolds() {
    TestedVm vm = bench.protect(1);
    leave(vm);

    refuses(vm, "nobody recorded");
  }

  private static void refuses(TestedVm vm, String why) {
    ApplicationFailure refusal = bench.refusal(take(vm));
    assertThat(refusal.getType()).isEqualTo(Failures.PRECONDITION);
    assertThat(refusal.getOriginalMessage()).contains(why);
  }
}
