package io.breakwater.e2e.trouble;

import io.breakwater.operation.Progress.StepState;
import io.breakwater.plan.DiskRef;
import io.breakwater.plan.PlannedStep;
import io.breakwater.plan.Step;
import io.breakwater.simulator.cloud.Hold;
import io.breakwater.simulator.cloud.VmView;
import io.breakwater.simulator.journal.JournalEntry;
import io.breakwater.simulator.site.ProtectedContext;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Knows for every step of a plan how to keep an operation right in the middle of it. */
final class StepHolds {
  /** Their jobs run one after another for all VMs: keeping one would keep the others too. */
  private static final Set<Class<? extends Step>> ON_THE_APPLIANCE =
      Set.of(Step.DetachFromAppliance.class, Step.AttachToAppliance.class);

  private static final Set<Class<? extends Step>> WITHOUT_JOB =
      Set.of(
          Step.HoldReplication.class,
          Step.FlushDevices.class,
          Step.DeleteTemplateRoot.class,
          Step.ProtectMachine.class,
          Step.UnprotectMachine.class,
          Step.ReleaseMachine.class,
          Step.CheckMachine.class,
          Step.RecordFailedOver.class,
          Step.RecordReady.class,
          Step.RecordCommitted.class,
          Step.PowerOffSource.class,
          Step.PowerOnSource.class);

  private static final int FIRST_DISK_KEY = 2000;

  private final TroubleWorld world;

  StepHolds(TroubleWorld world) {
    this.world = world;
  }

  /**
   * Arms a hold; to be called before the operation starts.
   *
   * @param at whether CloudStack keeps the call before its effect or the job it started, if the
   *     step {@link #hasJob}
   */
  StepHold in(PlannedStep step, ProtectedContext vm, Hold.At at) {
    Step action = step.action();
    if (action instanceof Step.HoldReplication) {
      return new HoldReplicationHold(world, vm);
    }
    if (action instanceof Step.FlushDevices) {
      return new FlushHold(world, vm);
    }
    if (action instanceof Step.InjectDrivers) {
      return new InjectorHold(world, vm);
    }
    if (action instanceof Step.CheckMachine
        || action instanceof Step.RecordFailedOver
        || action instanceof Step.RecordReady
        || action instanceof Step.RecordCommitted) {
      return new ReadHold(step.id(), hold(Hold.At.REQUEST, call -> looksForMachine(call, vm)));
    }
    if (action instanceof Step.PowerOffSource) {
      return SourceHold.power(world, vm, "power-off");
    }
    if (action instanceof Step.PowerOnSource) {
      return SourceHold.power(world, vm, "power-on");
    }
    if (action instanceof Step.SyncSource) {
      return at == Hold.At.REQUEST
          ? SourceHold.syncRequest(world, vm)
          : SourceHold.syncJob(world, vm);
    }
    return new CallHold(hold(hasJob(step) ? at : Hold.At.REQUEST, call(action, vm)));
  }

  /** Keeps an operation that looks at the OS disk in this step, before it does anything. */
  StepHold lookingAtOsDisk(String stepId, ProtectedContext vm) {
    return new ReadHold(stepId, hold(Hold.At.REQUEST, call -> !call.mutating() && names(call, vm)));
  }

  /** Keeps an operation that reads the truth about its VM. */
  StepHold duringObservation(ProtectedContext vm) {
    return new CallHold(
        hold(Hold.At.REQUEST, call -> call.command().equals("listVolumes") && names(call, vm)));
  }

  private static boolean names(JournalEntry call, ProtectedContext vm) {
    return call.parameters().values().stream().anyMatch(v -> v.contains(vm.osVolumeId()));
  }

  /** Whether something works on for the step by itself that can be kept from ending. */
  static boolean hasJob(PlannedStep step) {
    Step action = step.action();
    boolean osSnapshot = action instanceof Step.TakeSnapshot s && s.disk().disk().isOs();
    return !osSnapshot
        && !ON_THE_APPLIANCE.contains(action.getClass())
        && !WITHOUT_JOB.contains(action.getClass());
  }

  private Predicate<JournalEntry> call(Step action, ProtectedContext vm) {
    if (action instanceof Step.TakeSnapshot s) {
      return command("createSnapshot", "volumeid", volume(vm, s.disk()));
    }
    if (action instanceof Step.DetachFromAppliance s) {
      return detach(volume(vm, s.disk()), true);
    }
    if (action instanceof Step.DetachFromMachine s) {
      return detach(volume(vm, s.disk()), false);
    }
    if (action instanceof Step.AttachAsRoot s) {
      return attach(volume(vm, s.disk()), false);
    }
    if (action instanceof Step.AttachData s) {
      return attach(volume(vm, s.disk()), false);
    }
    if (action instanceof Step.AttachToAppliance s) {
      return attach(volume(vm, s.disk()), true);
    }
    if (action instanceof Step.RevertSnapshot s) {
      return ofSnapshot("revertSnapshot", volume(vm, s.disk()));
    }
    if (action instanceof Step.DeleteSnapshot s) {
      return ofSnapshot("deleteSnapshot", volume(vm, s.disk()));
    }
    return machineCall(action, vm);
  }

  private Predicate<JournalEntry> machineCall(Step action, ProtectedContext vm) {
    if (action instanceof Step.CreateMachine) {
      return call ->
          call.command().equals("deployVirtualMachine")
              && call.parameters().containsValue(vm.contextId());
    }
    if (action instanceof Step.DetachTemplateRoot) {
      return ofMachine("detachVolume", vm, VmView::bornRootId);
    }
    if (action instanceof Step.DeleteTemplateRoot) {
      return ofMachine("deleteVolume", vm, VmView::bornRootId);
    }
    if (action instanceof Step.ProtectMachine) {
      return ofMachine("updateVirtualMachine", vm, VmView::id).and(protecting("true"));
    }
    if (action instanceof Step.UnprotectMachine || action instanceof Step.ReleaseMachine) {
      return ofMachine("updateVirtualMachine", vm, VmView::id).and(protecting("false"));
    }
    if (action instanceof Step.StartMachine) {
      return ofMachine("startVirtualMachine", vm, VmView::id);
    }
    if (action instanceof Step.StopMachine) {
      return ofMachine("stopVirtualMachine", vm, VmView::id);
    }
    if (action instanceof Step.DestroyMachine) {
      return ofMachine("destroyVirtualMachine", vm, VmView::id);
    }
    throw new AssertionError("say here how to keep an operation in the middle of " + action.type());
  }

  private Hold hold(Hold.At at, Predicate<JournalEntry> which) {
    return world.cloud().hold(at, which);
  }

  /** The plan may be that of another VM with the same disks. */
  static String volume(ProtectedContext vm, DiskRef disk) {
    int key = Integer.parseInt(disk.disk().value().substring("disk-".length()));
    return vm.volumeIds().get(key - FIRST_DISK_KEY);
  }

  private Predicate<JournalEntry> ofSnapshot(String command, String volume) {
    return call ->
        call.command().equals(command)
            && world
                .cloud()
                .view()
                .snapshot(call.parameter("id"))
                .filter(snapshot -> snapshot.volumeId().equals(volume))
                .isPresent();
  }

  private static Predicate<JournalEntry> command(String command, String parameter, String value) {
    return call -> call.command().equals(command) && value.equals(call.parameter(parameter));
  }

  private Predicate<JournalEntry> detach(String volume, boolean fromAppliance) {
    String appliance = world.site().applianceVmId();
    return command("detachVolume", "id", volume)
        .and(
            call ->
                fromAppliance
                    == world
                        .cloud()
                        .view()
                        .volume(volume)
                        .filter(v -> v.isOn(appliance))
                        .isPresent());
  }

  private Predicate<JournalEntry> attach(String volume, boolean toAppliance) {
    String appliance = world.site().applianceVmId();
    return command("attachVolume", "id", volume)
        .and(call -> toAppliance == appliance.equals(call.parameter("virtualmachineid")));
  }

  private static Predicate<JournalEntry> protecting(String value) {
    return call -> value.equals(call.parameter("deleteprotection"));
  }

  private Predicate<JournalEntry> ofMachine(
      String command, ProtectedContext vm, Function<VmView, String> id) {
    return call ->
        call.command().equals(command)
            && world.machineOf(vm).map(id).equals(Optional.ofNullable(call.parameter("id")));
  }

  private boolean looksForMachine(JournalEntry call, ProtectedContext vm) {
    if (!Set.of("listVirtualMachines", "listVolumes").contains(call.command())) {
      return false;
    }
    String prefix = vm.vmName() + "-test-";
    Optional<String> machine = world.machineOf(vm).map(VmView::id);
    return call.parameters().values().stream()
        .anyMatch(
            value ->
                value.equals(vm.vmName())
                    || value.startsWith(prefix)
                    || machine.equals(Optional.of(value)));
  }

  /** Keeps a call that only this step makes. */
  private record CallHold(Hold hold) implements StepHold {
    @Override
    public boolean hasCaught(Run run) {
      return hold.keeps() > 0;
    }

    @Override
    public void release() {
      hold.release();
    }
  }

  /** Keeps a call that other steps make too: lets it pass until this step is the one. */
  private record ReadHold(String step, Hold hold) implements StepHold {
    @Override
    public boolean hasCaught(Run run) {
      if (hold.keeps() == 0) {
        return false;
      }
      boolean running =
          run.progress().steps().stream()
              .anyMatch(s -> s.id().equals(step) && s.state() == StepState.RUNNING);
      if (running) {
        hold.catchNoMore();
      } else {
        hold.pass();
      }
      return running;
    }

    @Override
    public void release() {
      hold.release();
    }
  }
}
