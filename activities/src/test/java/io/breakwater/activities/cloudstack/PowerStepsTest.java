package io.breakwater.activities.cloudstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.breakwater.observation.MachineState;
import io.breakwater.operation.Failures;
import io.breakwater.plan.Step;
import io.breakwater.simulator.fault.Fault;
import io.breakwater.simulator.fault.FaultKind;
import io.breakwater.step.CheckOutcome;
import io.breakwater.step.StepCall;
import io.breakwater.step.StepResult;
import io.breakwater.step.StepResult.Effect;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PowerStepsTest {
  private static final CloudStackBench bench = CloudStackBench.shared();

  @AfterEach
  void noInvariantWasBroken() {
    assertThat(bench.violations()).isEmpty();
  }

  @Test
  void marksEveryDiskDirtyBeforeItStartsTheMachine() {
    TestedVm vm = bench.protect(2).readyToStart(2);
    bench
        .simulated()
        .play(Fault.on("startVirtualMachine", FaultKind.BEFORE_EFFECT).saying(431, "no"));

    assertThat(bench.refusal(vm.start()).getType()).isEqualTo("CloudStackError:431");
    assertThat(vm.isDirty(0) && vm.isDirty(1)).isTrue();
    assertThat(bench.run(vm.start()).effect()).isEqualTo(Effect.DONE);
    assertThat(bench.run(vm.start()).effect()).isEqualTo(Effect.ALREADY);
    assertThat(bench.run(vm.call(new Step.CheckMachine(vm.ref()))).checks())
        .extracting(CheckOutcome::name, CheckOutcome::passed)
        .containsExactly(tuple("running", true), tuple("address", true));
  }

  @Test
  void tellsOfAMissingAddressWithoutFailing() {
    TestedVm vm = bench.protect(1);
    bench.simulated().guestsAnswerAt(vm.spec().name(), "");
    vm.readyToStart(1);
    bench.run(vm.start());
    StepCall check = vm.call(new Step.CheckMachine(vm.ref()), Duration.ofMillis(300));

    assertThat(bench.run(check).checks())
        .extracting(CheckOutcome::name, CheckOutcome::passed)
        .containsExactly(tuple("running", true), tuple("address", false));
  }

  @Test
  void failsWhenTheMachineDoesNotRun() {
    TestedVm vm = bench.protect(1).readyToStart(1);

    ApplicationFailure failure = bench.refusal(vm.call(new Step.CheckMachine(vm.ref())));

    assertThat(failure.getType()).isEqualTo(Failures.PRECONDITION);
    assertThat(failure.getOriginalMessage()).contains("Stopped");
  }

  @Test
  void startsOnceWhenTheAnswerIsLost() {
    TestedVm vm = bench.protect(1).readyToStart(1);
    bench.simulated().play(Fault.on("startVirtualMachine", FaultKind.LOST_ANSWER));

    StepResult result = bench.run(vm.start());

    assertThat(result.effect()).isNotEqualTo(Effect.DONE);
    assertThat(vm.calls("startVirtualMachine", vm.machine().value())).isEqualTo(1);
  }

  @Test
  void startsNothingWhileADiskIsElsewhere() {
    TestedVm vm = bench.protect(2);
    bench.run(vm.create());

    ApplicationFailure refusal = bench.refusal(vm.start());

    assertThat(refusal.getType()).isEqualTo(Failures.PRECONDITION);
    assertThat(vm.isDirty(0)).isFalse();
    assertThat(vm.calls("startVirtualMachine", vm.machine().value())).isZero();
  }

  @Test
  void stopsByForceWhatDoesNotStopByItself() {
    TestedVm vm = bench.protect(1).readyToStart(1);
    bench.run(vm.start());
    bench.simulated().play(Fault.on("stopVirtualMachine", FaultKind.JOB_FAILURE));

    StepResult stopped = bench.run(vm.call(new Step.StopMachine(vm.ref())));

    assertThat(stopped.detail()).contains("Stopped").contains("forced");
    assertThat(stopped.warning()).contains("stopped by force", "lost");
    assertThat(bench.run(vm.call(new Step.StopMachine(vm.ref()))).effect())
        .isEqualTo(Effect.ALREADY);
  }

  @Test
  void recoversADestroyedMachineBeforeItsDiskIsLost() {
    TestedVm vm = bench.protect(1);
    bench.run(vm.create());
    bench.site().awaitJob(bench.cloud().destroy(vm.machine(), false));
    assertThat(vm.listed().state()).isEqualTo(MachineState.DESTROYED);

    StepResult recovered = bench.run(vm.call(new Step.RecoverMachine(vm.ref())));

    assertThat(recovered.effect()).isEqualTo(Effect.DONE);
    assertThat(vm.listed().state()).isEqualTo(MachineState.STOPPED);
  }
}
