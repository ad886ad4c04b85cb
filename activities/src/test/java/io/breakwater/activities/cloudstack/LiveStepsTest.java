package io.breakwater.activities.cloudstack;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.inventory.live.LiveFailoverRow;
import io.breakwater.operation.Failures;
import io.breakwater.plan.MachineSpec.Firmware;
import io.breakwater.plan.Step;
import io.breakwater.plan.Step.StartMachine.SourceRule;
import io.breakwater.simulator.cloud.NetworkView;
import io.breakwater.simulator.fault.Fault;
import io.breakwater.simulator.fault.FaultKind;
import io.breakwater.step.OperationActivities.AuditEntry;
import io.breakwater.step.StepResult.Effect;
import io.breakwater.vm.NetworkId;
import io.temporal.failure.ApplicationFailure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveStepsTest {
  private static final CloudStackBench bench = CloudStackBench.shared();

  @AfterEach
  void noInvariantWasBroken() {
    assertThat(bench.violations()).isEmpty();
  }

  private static NetworkId network(String name) {
    return bench.simulated().view().networks().stream()
        .filter(network -> network.name().equals(name))
        .map(NetworkView::id)
        .map(NetworkId::new)
        .findFirst()
        .orElseThrow();
  }

  private static boolean isStartRecorded(TestedVm vm) {
    return bench
        .inventory()
        .liveFailovers()
        .find(vm.operation().id())
        .map(LiveFailoverRow::startSubmittedAt)
        .isPresent();
  }

  @Test
  void deploysOnLiveNetworksOnlyAndSaysWhatTheMachineIs() {
    TestedVm vm = bench.protect(1).live();
    Step onTest = new Step.CreateMachine(vm.spec(List.of(network("OSSEA-TEST"))));

    ApplicationFailure refusal = bench.refusal(vm.call(onTest));
    bench.run(vm.create());

    assertThat(refusal.getType()).isEqualTo(Failures.PRECONDITION);
    assertThat(refusal.getOriginalMessage()).contains("live networks");
    assertThat(vm.listed().isLive()).isTrue();
    assertThat(vm.listed().name()).isEqualTo(vm.operation().vmName());
  }

  @Test
  void tellsItsOwnMachineFromOthersOfTheSameName() {
    TestedVm vm = bench.protect(1).live();
    String foreign = bench.simulated().addVm(vm.spec().name(), network("OSSEA-L2-B").value());
    bench.simulated().play(Fault.on("deployVirtualMachine", FaultKind.LOST_ANSWER));

    bench.run(vm.create());

    assertThat(vm.machine().value()).isNotEqualTo(foreign);
    assertThat(bench.cloud().machinesNamed(vm.spec().name())).hasSize(2);
    assertThat(vm.calls("deployVirtualMachine", vm.spec().name())).isEqualTo(1);
  }

  @Test
  void asksForTheFirmwareOfTheSource() {
    TestedVm uefi = bench.protect(1).live();
    TestedVm bios = bench.protect(1).live();

    bench.run(uefi.call(new Step.CreateMachine(uefi.spec(Firmware.UEFI_SECURE))));
    bench.run(bios.call(new Step.CreateMachine(bios.spec(Firmware.BIOS))));

    assertThat(uefi.listed().details()).containsEntry("UEFI", "SECURE");
    assertThat(deployment(bios)).doesNotContainKeys("boottype", "bootmode");
  }

  private static Map<String, String> deployment(TestedVm vm) {
    return bench.simulated().journal().of("deployVirtualMachine").stream()
        .map(entry -> entry.parameters())
        .filter(parameters -> parameters.containsValue(vm.spec().name()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void saysWhatToDoWhenCloudStackRefusesTheFirmware() {
    TestedVm vm = bench.protect(1).live();
    bench
        .simulated()
        .play(
            Fault.on("deployVirtualMachine", FaultKind.BEFORE_EFFECT)
                .saying(431, "boot type UEFI is not supported"));

    ApplicationFailure refusal =
        bench.refusal(vm.call(new Step.CreateMachine(vm.spec(Firmware.UEFI_LEGACY))));

    assertThat(refusal.getType()).isEqualTo("CloudStackError:431");
    assertThat(refusal.isNonRetryable()).isTrue();
    assertThat(refusal.getOriginalMessage()).contains("UEFI is not supported", "bios_setup");
  }

  @Test
  void startsOnlyWhileTheSourceIsOffAndRecordsTheStartBefore() {
    TestedVm vm = bench.protect(1).live().readyToStart(1);
    bench.source().on(vm.operation());

    ApplicationFailure refusal = bench.refusal(vm.start());

    assertThat(refusal.getOriginalMessage()).contains("the source is on");
    assertThat(vm.isDirty(0) || isStartRecorded(vm)).isFalse();
    assertThat(vm.calls("startVirtualMachine", vm.machine().value())).isZero();
    bench.source().off(vm.operation());
    bench
        .simulated()
        .play(Fault.on("startVirtualMachine", FaultKind.BEFORE_EFFECT).saying(431, "no"));
    bench.refusal(vm.start());
    assertThat(vm.isDirty(0) && isStartRecorded(vm)).isTrue();
    assertThat(bench.run(vm.start()).effect()).isEqualTo(Effect.DONE);
    assertThat(bench.source().asked(vm.operation())).containsOnly(SourceRule.OFF);
  }

  @Test
  void recordsAStartThatSomebodyElseMade() {
    TestedVm vm = bench.protect(1).live().readyToStart(1);
    bench.site().awaitJob(bench.cloud().start(vm.machine()));

    assertThat(bench.run(vm.start()).effect()).isEqualTo(Effect.ALREADY);

    assertThat(vm.isDirty(0) && isStartRecorded(vm)).isTrue();
  }

  @Test
  void failsWhenSomebodyElseStartedItWhileTheSourceRuns() {
    TestedVm vm = bench.protect(1).live().readyToStart(1);
    bench.site().awaitJob(bench.cloud().start(vm.machine()));
    bench.source().on(vm.operation());

    ApplicationFailure refusal = bench.refusal(vm.start());

    assertThat(refusal.getOriginalMessage()).contains("Running already", "the source is on");
    assertThat(isStartRecorded(vm)).isTrue();
  }

  @Test
  void startsNoTestMachineInPlaceOfTheSource() {
    TestedVm vm = bench.protect(1).readyToStart(1);

    ApplicationFailure refusal = bench.refusal(vm.start(SourceRule.OFF));

    assertThat(refusal.getType()).isEqualTo(Failures.PRECONDITION);
    assertThat(refusal.getOriginalMessage()).contains("deployed for a test");
    assertThat(isStartRecorded(vm)).isFalse();
  }

  @Test
  void discardsWhatALiveDestinationWroteOnlyWithConsent() {
    TestedVm vm = bench.protect(1).live();
    bench.run(vm.takeSnapshot(0));
    vm.dirty(0).detached(0);
    bench.inventory().liveFailovers().startSubmitted(vm.operation());

    ApplicationFailure refusal = bench.refusal(vm.revert(0));
    bench
        .inventory()
        .audit()
        .record(
            vm.operation(), new AuditEntry(Instant.now(), "CONSENTED confirmDiscard", "me", "why"));

    assertThat(refusal.getType()).isEqualTo(Failures.PRECONDITION);
    assertThat(refusal.getOriginalMessage()).contains("confirmDiscard");
    assertThat(bench.run(vm.revert(0)).effect()).isEqualTo(Effect.DONE);
  }

  @Test
  void startsFromADiskThatWasRevertedAfterAFailedInjection() {
    TestedVm vm = bench.protect(1).live();
    bench.run(vm.takeSnapshot(0));
    vm.dirty(0).detached(0);

    bench.run(vm.revert(0));

    assertThat(vm.isDirty(0)).isFalse();
    bench.run(vm.create());
    bench.run(vm.call(new Step.DetachTemplateRoot(vm.ref())));
    bench.run(vm.call(new Step.ProtectMachine(vm.ref())));
    vm.attached(0, 0);
    assertThat(bench.run(vm.start()).effect()).isEqualTo(Effect.DONE);
  }
}
