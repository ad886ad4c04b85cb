package io.breakwater.e2e.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.operation.Decision;
import io.breakwater.operation.Decision.Choice;
import io.breakwater.operation.FailurePolicy;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationRequest;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.simulator.cloud.VmView;
import io.breakwater.simulator.fault.Fault;
import io.breakwater.simulator.fault.FaultKind;
import io.breakwater.simulator.site.ProtectedContext;
import io.breakwater.vm.ContextId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a person can decide once a destination did not come up. */
class DecidedTest {
  private final TroubleWorld world = TroubleWorld.shared();

  @AfterEach
  void calm() {
    world.calm();
  }

  @Test
  void startsTheDestinationOfATestAgainAfterAStartThatFailed() {
    ProtectedContext vm = world.windowsVm("retried", 2);
    long moment = world.judge().now();
    fails("startVirtualMachine");
    Run run = hold(OperationKind.TEST_FAILOVER, vm);
    String machine = world.machineOf(vm).map(VmView::id).orElseThrow();
    world.cloud().faults().clear();

    run.decide(decision(Choice.RETRY));

    assertThat(run.end().end()).isEqualTo(End.COMPLETED);
    assertThat(world.machineOf(vm).map(VmView::id)).contains(machine);
    new Effects(world.cloud()).assertNothingTwiceSince(moment);
    world.judge().assertFailedOver(vm);
    assertThat(world.operations().cleanup(vm).end().end()).isEqualTo(End.COMPLETED);
    world.judge().assertReady(vm);
  }

  @Test
  void doesNotOfferToTryADeployAgainThatLeftAMachineInError() {
    ProtectedContext vm = world.windowsVm("in-error", 1);
    fails("deployVirtualMachine");
    Run run = hold(OperationKind.LIVE_FAILOVER, vm);
    world.cloud().faults().clear();

    assertThat(run.progress().noRetry()).contains("deploys only one");
    assertThat(run.refusalOf(decision(Choice.RETRY))).contains("ROLL_BACK removes it");
    run.decide(decision(Choice.ROLL_BACK));

    assertThat(run.end().end()).isEqualTo(End.ROLLED_BACK);
    world.judge().assertHome(vm);
    Run again = world.operations().start(OperationKind.LIVE_FAILOVER, vm);
    assertThat(again.end().end()).isEqualTo(End.COMPLETED);
    world.judge().assertFailedOverLive(vm);
    takeBack(vm);
  }

  private void fails(String command) {
    world
        .cloud()
        .play(Fault.on(command, FaultKind.JOB_FAILURE).always().saying(431, "no free address"));
  }

  private Run hold(OperationKind kind, ProtectedContext vm) {
    OperationRequest request =
        OperationRequest.builder(new ContextId(vm.contextId()))
            .onFailure(FailurePolicy.HOLD)
            .build();
    Run run = world.operations().start(kind, request);
    assertThat(run.isHeldInTheEnd()).isTrue();
    return run;
  }

  private void takeBack(ProtectedContext vm) {
    OperationRequest request = Operations.inEarnest(OperationKind.ROLLBACK, vm);
    Run back = world.operations().start(OperationKind.ROLLBACK, request);
    assertThat(back.end().end()).isEqualTo(End.COMPLETED);
    world.judge().assertReady(vm);
  }

  private static Decision decision(Choice choice) {
    return new Decision(choice, null, "anna", "an address was freed", false);
  }
}
