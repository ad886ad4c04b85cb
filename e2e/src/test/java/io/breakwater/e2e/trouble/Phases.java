package io.breakwater.e2e.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.plan.PlannedStep;
import io.breakwater.plan.Step;
import io.breakwater.simulator.site.ProtectedContext;
import java.util.ArrayList;
import java.util.List;

/** VMs for striking an operation in each of its phases: in every step that its own plan names. */
final class Phases {
  private static final int DISKS = 2;
  private static final String DATA_DISK = "disk-2001";

  private final TroubleWorld world;

  Phases(TroubleWorld world) {
    this.world = world;
  }

  /** As many VMs as a test failover has phases, all ready for failover. */
  List<ProtectedContext> readyVms(String what) {
    List<ProtectedContext> vms = new ArrayList<>(List.of(world.windowsVm(what, DISKS)));
    long phases = count(OperationKind.TEST_FAILOVER, vms.get(0));
    while (vms.size() < phases) {
      vms.add(world.windowsVm(what, DISKS));
    }
    return vms;
  }

  /** As many VMs as a cleanup has phases, all failed over. */
  List<ProtectedContext> failedOverVms(String what) {
    List<ProtectedContext> vms = new ArrayList<>(List.of(world.windowsVm(what, DISKS)));
    failOver(vms);
    List<ProtectedContext> others = new ArrayList<>();
    while (others.size() + 1 < count(OperationKind.CLEANUP, vms.get(0))) {
      others.add(world.windowsVm(what, DISKS));
    }
    failOver(others);
    vms.addAll(others);
    return vms;
  }

  /** Fails all over, side by side. */
  void failOver(List<ProtectedContext> vms) {
    List<Run> runs = vms.stream().map(world.operations()::testFailover).toList();
    assertThat(runs).allSatisfy(run -> assertThat(run.end().end()).isEqualTo(End.COMPLETED));
  }

  /** Cleans all up, side by side. */
  void cleanUp(List<ProtectedContext> vms) {
    List<Run> runs = vms.stream().map(world.operations()::cleanup).toList();
    assertThat(runs).allSatisfy(run -> assertThat(run.end().end()).isEqualTo(End.COMPLETED));
  }

  /** One step stands for those that do the same to another disk. */
  static boolean isOneOfItsKind(PlannedStep step) {
    return !step.id().contains(DATA_DISK) || step.action() instanceof Step.AttachData;
  }

  private long count(OperationKind kind, ProtectedContext vm) {
    return world.operations().plan(kind, vm).stream().filter(Phases::isOneOfItsKind).count();
  }
}
