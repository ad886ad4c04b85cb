package io.breakwater.simulator.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.simulator.time.Work;
import java.time.Duration;
import java.util.List;

/** Destroy, expunge, recover and update of virtual machines. */
final class VmEnd {

  private final Cloud cloud;
  private final VmRender render;
  private final VmPower power;

  VmEnd(Cloud cloud) {
    this.cloud = cloud;
    this.render = new VmRender(cloud.state());
    this.power = new VmPower(cloud);
  }

  void register(Commands commands) {
    commands.write("destroyVirtualMachine", this::destroy);
    commands.write("expungeVirtualMachine", this::expunge);
    commands.write("recoverVirtualMachine", this::recover);
    commands.write("updateVirtualMachine", this::update);
  }

  private JsonNode destroy(ApiRequest request) {
    Vm vm = cloud.state().vm(request, "id");
    boolean expunge = request.flag("expunge", false);
    List<String> alongWith = request.list("volumeids");
    for (String id : alongWith) {
      if (!cloud.state().volumes.containsKey(id)) {
        throw ApiException.unknown(request.command(), "volumeids", id);
      }
    }
    if (vm.is("Destroyed") && !expunge) {
      return alreadyDestroyed(vm, request);
    }
    JobSpec spec =
        destroySpec(expunge ? Work.DESTROY_AND_EXPUNGE : Work.DESTROY)
            .on("VirtualMachine", vm.id)
            .queuedOn(vm.id)
            .check(() -> checkProtection(vm))
            .begin(() -> checkProtection(vm))
            .at(cloud.durations().of(Work.STOP_STILL_RUNNING), () -> power.stopping(vm))
            .at(Duration.ofMillis(2200), () -> power.halt(vm))
            .at(Duration.ofMillis(3000), () -> releaseDataDisks(vm))
            .finish(() -> destroyed(vm, expunge, alongWith))
            .whenInterrupted(pastHalf -> power.halt(vm));
    return Json.object().put("jobid", cloud.jobs().submit(spec, request).id);
  }

  private static JobSpec destroySpec(Work work) {
    return JobSpec.of("destroyVirtualMachine", "admin.vm.DestroyVMCmdByAdmin", work);
  }

  private JsonNode alreadyDestroyed(Vm vm, ApiRequest request) {
    JobSpec spec =
        destroySpec(Work.REFUSAL)
            .on("VirtualMachine", vm.id)
            .finish(() -> Json.object().set("virtualmachine", render.full(vm)));
    return Json.object().put("jobid", cloud.jobs().submit(spec, request).id);
  }

  private static void checkProtection(Vm vm) {
    if (vm.deleteProtection) {
      throw JobFailure.invalid(
          "Instance [id = %s, name = %s] has delete protection enabled and cannot be deleted."
              .formatted(vm.id, vm.instanceName()));
    }
  }

  private void releaseDataDisks(Vm vm) {
    for (Volume volume : cloud.state().volumesOf(vm.id).toList()) {
      if (volume.type.equals(Volume.DATADISK)) {
        volume.materialise();
        cloud.release(volume);
      }
    }
  }

  private JsonNode destroyed(Vm vm, boolean expunge, List<String> alongWith) {
    power.halt(vm);
    releaseDataDisks(vm);
    for (String id : alongWith) {
      Volume volume = cloud.state().volumes.get(id);
      if (!volume.removed && !volume.attached()) {
        cloud.destroy(volume, "destroy of VM " + vm.id + " with volumeids");
      }
    }
    if (expunge) {
      cloud.expunge(vm);
      return Json.object().set("virtualmachine", VmRender.expunged());
    }
    if (!vm.is("Destroyed")) {
      vm.changeState("Destroyed", cloud.time().now());
      vm.destroyedAt = cloud.time().now();
      cloud.expungeLater(vm);
    }
    return Json.object().set("virtualmachine", render.full(vm));
  }

  private JsonNode expunge(ApiRequest request) {
    Vm vm = cloud.state().vm(request, "id");
    JobSpec spec =
        JobSpec.of("expungeVirtualMachine", "admin.vm.ExpungeVMCmd", Work.EXPUNGE)
            .on("VirtualMachine", vm.id)
            .check(() -> checkDestroyed(vm))
            .finish(() -> expunged(vm));
    return Json.object().put("jobid", cloud.jobs().submit(spec, request).id);
  }

  private static void checkDestroyed(Vm vm) {
    if (!vm.is("Destroyed") && !vm.is("Error") && !vm.is("Expunging")) {
      throw JobFailure.internal("Please destroy vm with specified vmId before expunge");
    }
  }

  private JsonNode expunged(Vm vm) {
    checkDestroyed(vm);
    cloud.expunge(vm);
    return Json.object().put("success", true);
  }

  private JsonNode recover(ApiRequest request) {
    Vm vm = cloud.state().vm(request, "id");
    if (!vm.is("Destroyed")) {
      throw ApiException.invalid("Vm with id " + vm.id + " is not in the right state");
    }
    vm.state = "Stopped";
    vm.destroyedAt = null;
    cloud.changed();
    return Json.object().set("virtualmachine", render.full(vm));
  }

  private JsonNode update(ApiRequest request) {
    Vm vm = cloud.state().vm(request, "id");
    if (cloud.settings().knowsDeleteProtection()) {
      vm.deleteProtection = request.flag("deleteprotection", vm.deleteProtection);
    }
    if (request.text("displayname") != null) {
      vm.displayName = request.text("displayname");
    }
    if (request.text("group") != null) {
      vm.group = request.text("group");
    }
    if (!request.details().isEmpty()) {
      vm.details.clear();
      vm.details.putAll(request.details());
    }
    cloud.changed();
    ObjectNode node = render.full(vm);
    return Json.object().set("virtualmachine", node);
  }
}
