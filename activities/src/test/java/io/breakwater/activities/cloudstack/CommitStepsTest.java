package io.breakwater.activities.cloudstack;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.operation.Failures;
import io.breakwater.operation.OperationKind;
import io.breakwater.plan.Step;
import io.breakwater.plan.Step.DeleteSnapshot.Reason;
import io.breakwater.step.OperationRef;
import io.breakwater.step.StepCall;
import io.breakwater.step.StepResult.Effect;
import io.breakwater.vm.ContextStatus;
import io.temporal.failure.ApplicationFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CommitStepsTest {
  private static final CloudStackBench bench = CloudStackBench.shared();

  @AfterEach
  void noInvariantWasBroken() {
    assertThat(bench.violations()).isEmpty();
  }

  private static TestedVm failedOver() {
    TestedVm vm = bench.protect(1).live().readyToStart(1);
    bench.run(vm.start());
    return vm;
  }

  /** An operation that holds the VM, which was in this status before. */
  private static OperationRef begin(TestedVm vm, OperationKind kind, ContextStatus before) {
    bench.inventory().contexts().setStatus(vm.operation().context(), before);
    OperationRef operation = vm.begin(kind);
    bench.inventory().contexts().hold(operation);
    return operation;
  }

  private static StepCall dropSnapshot(TestedVm vm, OperationRef operation) {
    return vm.call(operation, new Step.DeleteSnapshot(vm.disk(0), vm.snapshot(0), Reason.COMMIT));
  }

  private static StepCall release(TestedVm vm, OperationRef operation) {
    return vm.call(operation, new Step.ReleaseMachine(vm.ref()));
  }

  @Test
  void givesUpTheWayBackAndLeavesTheDisksWithTheDestination() {
    TestedVm vm = failedOver();
    OperationRef commit = begin(vm, OperationKind.COMMIT, ContextStatus.failed_over_live);
    bench.site().simulator().oracle().commit(vm.contextId());
    StepCall drop = dropSnapshot(vm, commit);

    assertThat(bench.run(drop).effect()).isEqualTo(Effect.DONE);
    assertThat(bench.run(drop).effect()).isEqualTo(Effect.ALREADY);
    assertThat(bench.run(release(vm, commit)).effect()).isEqualTo(Effect.DONE);
    assertThat(bench.run(release(vm, commit)).effect()).isEqualTo(Effect.ALREADY);

    assertThat(bench.cloud().snapshotsOf(vm.disk(0).volume())).isEmpty();
    assertThat(vm.listed().deleteProtection()).isFalse();
    assertThat(bench.cloud().volume(vm.disk(0).volume()).orElseThrow().isOn(vm.machine())).isTrue();
  }

  @Test
  void givesUpNothingOnBehalfOfAnyOtherOperation() {
    TestedVm vm = failedOver();
    OperationRef rollback = begin(vm, OperationKind.ROLLBACK, ContextStatus.failed_over_live);

    refuses(dropSnapshot(vm, rollback), "only a commit");
    refuses(release(vm, rollback), "only a commit");

    assertThat(vm.listed().deleteProtection()).isTrue();
    assertThat(bench.cloud().snapshot(vm.snapshot(0))).isPresent();
  }

  @Test
  void givesUpNothingOfATestFailover() {
    TestedVm vm = failedOver();
    OperationRef commit = begin(vm, OperationKind.COMMIT, ContextStatus.failed_over_test);

    refuses(dropSnapshot(vm, commit), "failed_over_test");
    refuses(release(vm, commit), "failed_over_test");
  }

  @Test
  void keepsTheSnapshotOfADiskThatHangsOnNoDestination() {
    TestedVm vm = bench.protect(1).live();
    bench.run(vm.takeSnapshot(0));
    OperationRef commit = begin(vm, OperationKind.COMMIT, ContextStatus.failed_over_live);

    refuses(dropSnapshot(vm, commit), "appliance");
    vm.detached(0);
    refuses(dropSnapshot(vm, commit), "no destination");
  }

  private static void refuses(StepCall call, String why) {
    ApplicationFailure refusal = bench.refusal(call);
    assertThat(refusal.getType()).isEqualTo(Failures.PRECONDITION);
    assertThat(refusal.getOriginalMessage()).contains(why);
  }
}
