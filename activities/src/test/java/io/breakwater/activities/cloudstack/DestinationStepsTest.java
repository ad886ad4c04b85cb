package io.breakwater.activities.cloudstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.breakwater.activities.volumedaemon.StepBench;
import io.breakwater.inventory.machine.MachineRow;
import io.breakwater.observation.MachineState;
import io.breakwater.operation.Failures;
import io.breakwater.plan.MachineRef;
import io.breakwater.plan.Step;
import io.breakwater.simulator.fault.Fault;
import io.breakwater.simulator.fault.FaultKind;
import io.breakwater.step.StepResult;
import io.breakwater.step.StepResult.Effect;
import io.breakwater.vm.MachineId;
import io.breakwater.vm.NetworkId;
import io.breakwater.vm.VolumeId;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DestinationStepsTest {
  private static final CloudStackBench bench = CloudStackBench.shared();

  @AfterEach
  void noInvariantWasBroken() {
    assertThat(bench.violations()).isEmpty();
  }

  private static MachineRow row(TestedVm vm) {
    return bench.inventory().machines().find(vm.operation().id()).orElseThrow();
  }

  private static List<CsMachine> marked(TestedVm vm) {
    return bench.cloud().machinesNamed(vm.spec().name());
  }

  @Test
  void deploysOneStoppedMachineWithMarksAndRecordsItsRoot() {
    TestedVm vm = bench.protect(1);

    StepResult first = bench.run(vm.create());
    StepResult again = bench.run(vm.create());

    assertThat(first.effect()).isEqualTo(Effect.DONE);
    assertThat(again.effect()).isEqualTo(Effect.ALREADY);
    assertThat(marked(vm)).extracting(CsMachine::state).containsExactly(MachineState.STOPPED);
    assertThat(vm.listed().contextMark()).contains(vm.contextId());
    assertThat(bench.cloud().volumesOf(vm.machine()))
        .extracting(CsVolume::id)
        .containsExactly(row(vm).templateRoot());
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
        "HTML_404"
      })
  void deploysOneMachineWhateverHappensToTheCall(FaultKind kind) {
    TestedVm vm = bench.protect(1);
    bench.simulated().play(Fault.on("deployVirtualMachine", kind));

    bench.run(vm.create());

    assertThat(marked(vm)).extracting(CsMachine::id).containsExactly(vm.machine());
    assertThat(row(vm).templateRoot()).isNotNull();
  }

  @Test
  void deploysNoSecondMachineWhenTheFirstCallTakesEffectLate() {
    TestedVm vm = bench.protect(1);
    Duration late = CloudStackBench.GRACE.multipliedBy(25);
    bench.simulated().play(Fault.on("deployVirtualMachine", FaultKind.LATE_EFFECT).delay(late));

    bench.run(vm.create());

    assertThat(vm.calls("deployVirtualMachine", vm.spec().name())).isEqualTo(1);
    assertThat(marked(vm)).hasSize(1);
  }

  @Test
  void saysThatADeployLeftAMachineInErrorAndCanDestroyIt() {
    TestedVm vm = bench.protect(1);
    bench
        .simulated()
        .play(Fault.on("deployVirtualMachine", FaultKind.JOB_FAILURE).saying(533, "no host"));

    ApplicationFailure failure = bench.refusal(vm.create());

    assertThat(failure.getType()).isEqualTo("DeployFailed");
    assertThat(failure.isNonRetryable()).isTrue();
    assertThat(vm.listed().state()).isEqualTo(MachineState.ERROR);
    assertThat(bench.run(vm.destroy()).effect()).isEqualTo(Effect.DONE);
    assertThat(marked(vm)).isEmpty();
  }

  @Test
  void recordsTheRootEvenWhenCancelledWhileDeploying() {
    TestedVm vm = bench.protect(1);
    bench
        .simulated()
        .play(Fault.on("deployVirtualMachine", FaultKind.SLOW).delay(Duration.ofSeconds(60)));
    StepBench.Begun deploy = bench.begin(vm.create());
    await().until(() -> !marked(vm).isEmpty());

    deploy.cancel();

    assertThatThrownBy(deploy::result);
    assertThat(row(vm).templateRoot()).isNotNull();
  }

  @Test
  void deploysOnTestNetworksOnly() {
    TestedVm vm = bench.protect(1);
    NetworkId live = new NetworkId(bench.inventory().sites().active().networkId());

    ApplicationFailure refusal =
        bench.refusal(vm.call(new Step.CreateMachine(vm.spec(List.of(live)))));

    assertThat(refusal.getType()).isEqualTo(Failures.PRECONDITION);
    assertThat(marked(vm)).isEmpty();
  }

  @Test
  void throwsTheTemplateRootAwayByItsRecordedIdOnly() {
    TestedVm vm = bench.protect(1);
    bench.run(vm.create());
    VolumeId root = row(vm).templateRoot();

    Step detach = new Step.DetachTemplateRoot(vm.ref());
    Step delete = new Step.DeleteTemplateRoot(vm.ref());
    assertThat(bench.refusal(vm.call(delete)).getType()).isEqualTo(Failures.PRECONDITION);
    assertThat(bench.run(vm.call(detach)).effect()).isEqualTo(Effect.DONE);
    assertThat(bench.run(vm.call(detach)).effect()).isEqualTo(Effect.ALREADY);
    assertThat(bench.run(vm.call(delete)).effect()).isEqualTo(Effect.DONE);
    assertThat(bench.run(vm.call(delete)).effect()).isEqualTo(Effect.ALREADY);

    assertThat(bench.cloud().volume(root)).isEmpty();
    assertThat(row(vm).templateRootDeleted()).isTrue();
  }

  @Test
  void deletesNothingWhenNoTemplateRootIsOnRecord() {
    TestedVm vm = bench.protect(1);
    bench.inventory().machines().intent(vm.operation(), "x", "x");

    ApplicationFailure refusal = bench.refusal(vm.call(new Step.DeleteTemplateRoot(vm.ref())));

    assertThat(refusal.getType()).isEqualTo(Failures.PRECONDITION);
  }

  @Test
  void destroysNoMachineThatHoldsAProtectedDisk() {
    TestedVm vm = bench.protect(1).readyToStart(1);

    ApplicationFailure unprotect = bench.refusal(vm.call(new Step.UnprotectMachine(vm.ref())));
    ApplicationFailure destroy = bench.refusal(vm.destroy());

    assertThat(unprotect.getType()).isEqualTo(Failures.PRECONDITION);
    assertThat(destroy.getType()).isEqualTo(Failures.PRECONDITION);
    assertThat(destroy.getOriginalMessage()).contains("protected volume");
    assertThat(vm.calls("destroyVirtualMachine", vm.machine().value())).isZero();
    assertThat(vm.listed().deleteProtection()).isTrue();
  }

  @Test
  void destroysNoMachineThatHoldsAVolumeNobodyRecorded() {
    TestedVm vm = bench.protect(1);
    bench.run(vm.create());
    String foreign = bench.simulated().addVolume("somebody's", 1, vm.machine().value(), 1);

    ApplicationFailure destroy = bench.refusal(vm.destroy());

    assertThat(destroy.getOriginalMessage()).contains(foreign);
    assertThat(marked(vm)).hasSize(1);
  }

  @Test
  void destroysNeitherTheApplianceNorAForeignMachine() {
    TestedVm vm = bench.protect(1);
    String network = bench.inventory().sites().active().networkId();
    MachineId foreign = new MachineId(bench.simulated().addVm("foreign", network));

    for (MachineId id : List.of(bench.site().appliance(), foreign)) {
      MachineRef ref = new MachineRef(id, null);
      assertThat(bench.refusal(vm.call(new Step.DestroyMachine(ref))).getType())
          .isEqualTo(Failures.PRECONDITION);
      assertThat(bench.cloud().machine(id)).isPresent();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = FaultKind.class,
      names = {"LOST_ANSWER", "AFTER_EFFECT", "JOB_VANISHES", "JOB_FAILURE"})
  void destroysAnEmptyMachineWhateverHappensToTheCall(FaultKind kind) {
    TestedVm vm = bench.protect(1);
    bench.run(vm.create());
    MachineId machine = vm.machine();
    bench.simulated().play(Fault.on("destroyVirtualMachine", kind));

    bench.run(vm.destroy());

    assertThat(bench.cloud().machine(machine)).isEmpty();
    assertThat(row(vm).gone()).isTrue();
    assertThat(bench.run(vm.destroy()).effect()).isEqualTo(Effect.ALREADY);
  }

  @Test
  void writesTheCourseOfAStepToTheJobLog() {
    TestedVm vm = bench.protect(1);

    bench.run(vm.create());

    assertThat(bench.inventory().operations().steps(vm.operation().id())).isNotEmpty();
  }
}
