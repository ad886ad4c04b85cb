package io.breakwater.simulator.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulator.time.Work;

/** Attach and detach: checked at once, done when it is their turn on the VM. */
final class VolumeMoves {

  private static final String NOT_ATTACHED = "The specified volume is not attached to a VM.";
  private static final String WRONG_STATE =
      "Please specify a VM that is either running or stopped.";
  private static final String ROOT_NEEDS_STOPPED =
      "Root volume detach can happen only when vm is in states: Stopped or Destroyed";
  private static final int CD_ROM = 3;

  private final Cloud cloud;
  private final VolumeRender render;

  VolumeMoves(Cloud cloud) {
    this.cloud = cloud;
    this.render = new VolumeRender(cloud.state());
  }

  void register(Commands commands) {
    commands.write("attachVolume", this::attach);
    commands.write("detachVolume", this::detach);
  }

  private JsonNode attach(ApiRequest request) {
    Volume volume = cloud.state().volume(request, "id");
    Vm vm = cloud.state().vm(request, "virtualmachineid");
    Long device = request.number("deviceid");
    Integer deviceId = device == null ? null : Math.toIntExact(device);
    JobSpec spec =
        JobSpec.of("attachVolume", "admin.volume.AttachVolumeCmdByAdmin", Work.ATTACH)
            .on("Volume", volume.id)
            .queuedOn(vm.id)
            .check(() -> checkAttach(volume, vm, deviceId))
            .begin(() -> beginAttach(volume, vm))
            .finish(() -> attached(volume, vm, deviceId))
            .whenFailing(
                "Failed to attach volume %s to VM %s; Simulated failure"
                    .formatted(volume.name, vm.name),
                () -> notAttached(volume))
            .whenInterrupted(pastHalf -> interruptedAttach(volume, vm, deviceId, pastHalf));
    return Json.object().put("jobid", cloud.jobs().submit(spec, request).id);
  }

  private void checkAttach(Volume volume, Vm vm, Integer deviceId) {
    if (volume.attached()) {
      throw JobFailure.invalid("Please specify a volume that is not attached to any VM.");
    }
    if (!vm.is("Running") && !vm.is("Stopped")) {
      throw JobFailure.invalid(WRONG_STATE);
    }
    if (!volume.is("Ready") && !volume.is("Allocated")) {
      throw JobFailure.invalid("Volume state must be in Allocated, Ready or in Uploaded state");
    }
    if (deviceId != null && deviceId == 0) {
      if (!vm.is("Stopped")) {
        throw JobFailure.invalid(ROOT_NEEDS_STOPPED);
      }
      if (cloud.state().at(vm.id, 0).isPresent()) {
        throw JobFailure.invalid("Vm already has root volume attached to it");
      }
    }
  }

  private static void beginAttach(Volume volume, Vm vm) {
    if (volume.attached() || volume.moving) {
      throw JobFailure.internal("This volume is already attached to a VM.");
    }
    if (volume.removed || vm.removed || !(vm.is("Running") || vm.is("Stopped"))) {
      throw JobFailure.invalid(WRONG_STATE);
    }
    volume.moving = true;
  }

  private JsonNode attached(Volume volume, Vm vm, Integer deviceId) {
    volume.moving = false;
    if (deviceId != null && deviceId == CD_ROM) {
      throw JobFailure.internal("deviceId should be 0,1,2,4-7");
    }
    int device = deviceId == null ? cloud.state().freeDevice(vm.id) : deviceId;
    cloud
        .state()
        .at(vm.id, device)
        .ifPresent(
            other -> {
              throw JobFailure.internal(
                  "deviceId %d is used by vol %s on vm %s"
                      .formatted(device, other.printed(vm.number), vm.printed(vm.state)));
            });
    place(volume, vm, device);
    return Json.object().set("volume", render.full(volume));
  }

  /** Attaches it: at device 0 whatever it was becomes the ROOT. */
  private void place(Volume volume, Vm vm, int device) {
    volume.materialise();
    volume.vmId = vm.id;
    volume.deviceId = device;
    volume.type = device == 0 ? Volume.ROOT : Volume.DATADISK;
    volume.attachedAt = cloud.time().now();
    cloud.attached(volume);
    if (vm.is("Running") && !vm.id.equals(cloud.state().applianceId)) {
      cloud.write(volume.id, "guest:" + vm.id, "hot plug", true);
    }
    cloud.changed();
  }

  private void notAttached(Volume volume) {
    volume.moving = false;
    volume.materialise();
  }

  private void interruptedAttach(Volume volume, Vm vm, Integer deviceId, boolean pastHalf) {
    volume.moving = false;
    int device = deviceId == null ? cloud.state().freeDevice(vm.id) : deviceId;
    if (pastHalf && cloud.state().at(vm.id, device).isEmpty()) {
      place(volume, vm, device);
    }
  }

  private JsonNode detach(ApiRequest request) {
    if (request.text("id") == null) {
      return detachByDevice(request);
    }
    Volume volume = cloud.state().volume(request, "id");
    JobSpec spec =
        JobSpec.of("detachVolume", "admin.volume.DetachVolumeCmdByAdmin", Work.DETACH)
            .on("Volume", volume.id)
            .queuedOn(volume.vmId)
            .check(() -> checkDetach(volume))
            .begin(() -> beginDetach(volume))
            .finish(() -> detached(volume))
            .whenFailing(
                "Failed to detach volume %s from VM %s; Simulated failure"
                    .formatted(volume.name, vmName(volume)),
                () -> volume.moving = false)
            .whenInterrupted(pastHalf -> interruptedDetach(volume, pastHalf));
    return Json.object().put("jobid", cloud.jobs().submit(spec, request).id);
  }

  /** CloudStack 4.22 stumbles over its own null when it is given the VM and the device. */
  private JsonNode detachByDevice(ApiRequest request) {
    JobSpec spec =
        JobSpec.of("detachVolume", "admin.volume.DetachVolumeCmdByAdmin", Work.DETACH)
            .check(
                () -> {
                  throw JobFailure.internal(
                      "Cannot invoke \"java.lang.Long.longValue()\" because \"volumeId\" is null");
                });
    return Json.object().put("jobid", cloud.jobs().submit(spec, request).id);
  }

  private String vmName(Volume volume) {
    return volume.attached() ? cloud.state().vms.get(volume.vmId).name : "none";
  }

  private void checkDetach(Volume volume) {
    if (!volume.attached()) {
      throw JobFailure.invalid(NOT_ATTACHED);
    }
    Vm vm = cloud.state().vms.get(volume.vmId);
    if (!vm.is("Running") && !vm.is("Stopped") && !vm.is("Destroyed")) {
      throw JobFailure.invalid(WRONG_STATE);
    }
    if (volume.type.equals(Volume.ROOT) && !vm.is("Stopped")) {
      throw JobFailure.invalid(ROOT_NEEDS_STOPPED);
    }
  }

  private void beginDetach(Volume volume) {
    checkDetach(volume);
    volume.moving = true;
  }

  private JsonNode detached(Volume volume) {
    volume.moving = false;
    cloud.release(volume);
    return Json.object().set("volume", render.full(volume));
  }

  private void interruptedDetach(Volume volume, boolean pastHalf) {
    volume.moving = false;
    if (pastHalf) {
      cloud.release(volume);
    }
  }
}
