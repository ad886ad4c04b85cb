package io.breakwater.e2e.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.e2e.trouble.Run.Ended;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.simulator.injector.InjectorCommand;
import io.breakwater.simulator.site.ProtectedContext;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Driver injections that do not end well: the half-written disk is reverted. */
class InjectorTroubleTest {
  private final TroubleWorld world = TroubleWorld.shared();

  private ProtectedContext vmWhoseInjection(String mode) {
    ProtectedContext vm = world.windowsVm("injector-" + mode, 2);
    InjectorCommand.behave(world.site().links().pathOf(vm.osVolumeId()), mode);
    return vm;
  }

  @Test
  void rollsBackWhenTheInjectorFailsOrDies() {
    List<ProtectedContext> vms = List.of(vmWhoseInjection("fail"), vmWhoseInjection("die"));

    List<Run> runs = vms.stream().map(world.operations()::testFailover).toList();
    List<Ended> ends = runs.stream().map(Run::end).toList();

    assertThat(ends)
        .allSatisfy(e -> assertThat(e.end()).as(e.summary()).isEqualTo(End.ROLLED_BACK))
        .allSatisfy(
            e -> assertThat(e.result().failures().get(0).stepId()).isEqualTo("inject-drivers"));
    world.judge().assertReady(vms);
  }

  @Test
  void rollsBackWhenCancelledWhileTheInjectorHangs() {
    ProtectedContext vm = vmWhoseInjection("hang");
    Run run = world.operations().testFailover(vm);
    run.awaitRunning("inject-drivers");

    run.cancel();

    assertThat(run.end().end()).isEqualTo(End.CANCELLED);
    world.judge().assertReady(vm);
  }
}
