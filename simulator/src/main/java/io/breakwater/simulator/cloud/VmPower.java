package io.breakwater.simulator.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.simulator.time.Work;
import java.time.Duration;

/** Start, stop and reboot. */
final class VmPower {

  private static final int MOST_CPUS = 32;
  private static final int MOST_MEMORY_MB = 512 * 1024;

  private final Cloud cloud;
  private final VmRender render;

  VmPower(Cloud cloud) {
    this.cloud = cloud;
    this.render = new VmRender(cloud.state());
  }

  void register(Commands commands) {
    commands.write("startVirtualMachine", this::start);
    commands.write("stopVirtualMachine", this::stop);
    commands.write("rebootVirtualMachine", this::reboot);
  }

  private JsonNode start(ApiRequest request) {
    Vm vm = cloud.state().vm(request, "id");
    JobSpec spec =
        JobSpec.of("startVirtualMachine", "admin.vm.StartVMCmdByAdmin", Work.START)
            .on("VirtualMachine", vm.id)
            .queuedOn(vm.id)
            .check(() -> checkStart(vm, true))
            .begin(() -> checkStart(vm, false))
            .at(Duration.ofMillis(700), () -> starting(vm))
            .finish(() -> started(vm))
            .whenFailing(unableToStart(vm), () -> backToStopped(vm))
            .whenInterrupted(pastHalf -> backToStopped(vm));
    return reply(spec, request);
  }

  private void checkStart(Vm vm, boolean atOnce) {
    if (atOnce && vm.is("Running")) {
      throw JobFailure.invalid(
          "The virtual machine %s (%s) is already running".formatted(vm.id, vm.displayName));
    }
    if (vm.is("Destroyed") || vm.is("Error") || vm.removed) {
      return;
    }
    if (cloud.state().rootOf(vm.id).filter(VmPower::usable).isEmpty()) {
      throw JobFailure.internal(
          "Unable to create deployment, no usable volumes found for the VM: " + vm.id);
    }
    checkCapacity(vm);
  }

  private static boolean usable(Volume volume) {
    return volume.is("Ready") || volume.is("Allocated");
  }

  /** No simulated host is big enough for a very big machine. */
  static void checkCapacity(Vm vm) {
    if (vm.cpus > MOST_CPUS || vm.memoryMb > MOST_MEMORY_MB) {
      throw JobFailure.noCapacity(
          "No destination found for a deployment for " + vm.printed("Stopped"));
    }
  }

  static String unableToStart(Vm vm) {
    return "Unable to start a VM [%s] due to [Unable to create a deployment for %s]."
        .formatted(vm.id, vm.printed("Starting"));
  }

  void starting(Vm vm) {
    if (vm.is("Stopped")) {
      vm.changeState("Starting", cloud.time().now());
    }
  }

  private void backToStopped(Vm vm) {
    if (vm.is("Starting")) {
      vm.changeState("Stopped", cloud.time().now());
    }
  }

  private JsonNode started(Vm vm) {
    if (!vm.is("Starting") && !vm.is("Running") && !vm.is("Stopped")) {
      throw JobFailure.internal(
          "Unable to orchestrate the start of VM instance {\"instanceName\":\"%s\",\"uuid\":\"%s\"}."
              .formatted(vm.instanceName(), vm.id));
    }
    run(vm);
    return result(vm);
  }

  /** Lets the VM run; its guest system boots and writes to each of its disks. */
  void run(Vm vm) {
    if (!vm.is("Running")) {
      cloud.state().volumesOf(vm.id).toList().forEach(Volume::materialise);
      vm.changeState("Running", cloud.time().now());
      vm.nics.forEach(
          nic -> cloud.state().catalogue.networks.get(nic.networkId).implemented = true);
      vm.details.remove("deployvm");
      vm.everStarted = true;
      cloud.guestWrites(vm, "boot");
    }
  }

  private JsonNode stop(ApiRequest request) {
    Vm vm = cloud.state().vm(request, "id");
    boolean forced = request.flag("forced", false);
    String failure =
        forced
            ? "Unable to stop the virtual machine due to Simulated failure"
            : "Unable to stop " + vm.printed("Running");
    JobSpec spec =
        JobSpec.of("stopVirtualMachine", "admin.vm.StopVMCmdByAdmin", Work.STOP)
            .on("VirtualMachine", vm.id)
            .queuedOn(vm.id)
            .at(cloud.durations().of(Work.STOP_STILL_RUNNING), () -> stopping(vm))
            .finish(() -> stopped(vm))
            .whenFailing(failure, () -> notStopped(vm, forced))
            .whenInterrupted(pastHalf -> backToRunning(vm));
    return reply(spec, request);
  }

  void stopping(Vm vm) {
    if (vm.is("Running")) {
      vm.changeState("Stopping", cloud.time().now());
    }
  }

  private JsonNode stopped(Vm vm) {
    halt(vm);
    return result(vm);
  }

  /** Lets the VM stand still; its guest system writes a last time. */
  void halt(Vm vm) {
    if (vm.is("Running") || vm.is("Stopping")) {
      cloud.guestWrites(vm, "shutdown");
      vm.changeState("Stopped", cloud.time().now());
      freed(vm);
    }
  }

  /** What CloudStack 4.22 notes on a VM when it gives back the room on its host. */
  static void freed(Vm vm) {
    vm.everStopped = true;
    vm.details.put("Message.ReservedCapacityFreed.Flag", "false");
  }

  private void notStopped(Vm vm, boolean forced) {
    if (forced) {
      vm.changeState("Stopping", cloud.time().now());
      cloud.later(cloud.durations().of(Work.POWER_REPORT), () -> backToRunning(vm));
    } else {
      backToRunning(vm);
    }
  }

  private void backToRunning(Vm vm) {
    if (vm.is("Stopping")) {
      vm.changeState("Running", cloud.time().now());
    }
  }

  private JsonNode reboot(ApiRequest request) {
    Vm vm = cloud.state().vm(request, "id");
    JobSpec spec =
        JobSpec.of("rebootVirtualMachine", "admin.vm.RebootVMCmdByAdmin", Work.REBOOT)
            .on("VirtualMachine", vm.id)
            .queuedOn(vm.id)
            .finish(() -> rebooted(vm));
    return reply(spec, request);
  }

  private JsonNode rebooted(Vm vm) {
    if (!vm.is("Running")) {
      throw JobFailure.internal("Failed to reboot vm instance");
    }
    cloud.guestWrites(vm, "reboot");
    return result(vm);
  }

  private JsonNode result(Vm vm) {
    return Json.object().set("virtualmachine", render.full(vm));
  }

  private ObjectNode reply(JobSpec spec, ApiRequest request) {
    return Json.object().put("jobid", cloud.jobs().submit(spec, request).id);
  }
}
