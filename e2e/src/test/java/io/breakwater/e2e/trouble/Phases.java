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
    return readyVms(OperationKind.TEST_FAILOVER, what);
  }

  /** The same for a failover of this kind. */
  List<ProtectedContext> readyVms(OperationKind kind, String what) {
    List<ProtectedContext> vms = new ArrayList<>(List.of(world.windowsVm(what, DISKS)));
    long phases = count(kind, vms.get(0));
    while (vms.size() < phases) {
      vms.add(world.windowsVm(what, DISKS));
    }
    return vms;
  }

  /** As many VMs as a cleanup has phases, all failed over. */
  List<ProtectedContext> failedOverVms(String what) {
    return failedOverVms(OperationKind.TEST_FAILOVER, OperationKind.CLEANUP, what);
  }

  /** As many VMs as the second operation has phases, after the first one of each went well. */
  List<ProtectedContext> failedOverVms(OperationKind before, OperationKind next, String what) {
    List<ProtectedContext> vms = new ArrayList<>(List.of(world.windowsVm(what, DISKS)));
    endWell(before, vms);
    List<ProtectedContext> others = new ArrayList<>();
    while (others.size() + 1 < count(next, vms.get(0))) {
      others.add(world.windowsVm(what, DISKS));
    }
    endWell(before, others);
    vms.addAll(others);
    return vms;
  }

  /** Cleans all up, side by side. */
  void cleanUp(List<ProtectedContext> vms) {
    endWell(OperationKind.CLEANUP, vms);
  }

  /** Does the same with all of them, side by side. */
  void endWell(OperationKind kind, List<ProtectedContext> vms) {
    List<Run> runs =
        vms.stream()
            .map(vm -> world.operations().start(kind, Operations.inEarnest(kind, vm)))
            .toList();
    assertThat(runs)
        .allSatisfy(
            run -> {
              Run.Ended ended = run.end();
              assertThat(ended.end()).as(ended.summary()).isEqualTo(End.COMPLETED);
            });
  }

  /** One step stands for those that do the same to another disk. */
  static boolean isOneOfItsKind(PlannedStep step) {
    return !step.id().contains(DATA_DISK) || step.action() instanceof Step.AttachData;
  }

  private long count(OperationKind kind, ProtectedContext vm) {
    return world.operations().plan(kind, Operations.inEarnest(kind, vm)).stream()
        .filter(Phases::isOneOfItsKind)
        .count();
  }
}
