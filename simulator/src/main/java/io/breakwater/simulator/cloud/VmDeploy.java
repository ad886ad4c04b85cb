package io.breakwater.simulator.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulator.time.Work;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * {@code deployVirtualMachine}: the record, its root and its network cards at once, the rest in a
 * job.
 */
final class VmDeploy {

  private static final long GB = 1L << 30;

  private final Cloud cloud;
  private final VmRender render;
  private final VmPower power;
  private final CustomIds customIds;
  private final VmNics nics;

  VmDeploy(Cloud cloud) {
    this.cloud = cloud;
    this.render = new VmRender(cloud.state());
    this.power = new VmPower(cloud);
    this.customIds = new CustomIds(cloud.state());
    this.nics = new VmNics(cloud);
  }

  void register(Commands commands) {
    commands.write("deployVirtualMachine", this::deploy);
  }

  private Catalogue catalogue() {
    return cloud.state().catalogue;
  }

  private JsonNode deploy(ApiRequest request) {
    Catalogue.ServiceOffering offering =
        find(request, "serviceofferingid", catalogue().serviceOfferings);
    Catalogue.Template template = find(request, "templateid", catalogue().templates);
    if (!request.required("zoneid").equals(catalogue().zoneId)) {
      throw ApiException.unknown(request.command(), "zoneid", request.text("zoneid"));
    }
    List<VmNics.Wanted> wanted = nics.wanted(request);
    Vm vm = new Vm();
    vm.id = customIds.newVmId(request);
    vm.number = cloud.state().nextNumber();
    vm.name = hostName(request, vm);
    nics.checkNameIsFree(vm.name, wanted);
    vm.displayName = Objects.requireNonNullElse(request.text("displayname"), vm.name);
    vm.templateId = template.id;
    vm.offeringId = offering.id;
    vm.group = request.text("group");
    vm.created = cloud.time().now();
    vm.details.put("deployvm", "true");
    vm.details.putAll(request.details());
    Firmware.of(request).ifPresent(firmware -> firmware.store(vm));
    size(vm, offering);
    long rootSize = rootSize(request, template);
    cloud.state().vms.put(vm.id, vm);
    nics.give(vm, wanted);
    Volume root = makeRoot(vm, rootSize);
    makeDataDisk(request, vm);
    cloud.changed();
    Job job = cloud.jobs().submit(spec(request, vm, root), request);
    return Json.object().put("id", vm.id).put("jobid", job.id);
  }

  private JobSpec spec(ApiRequest request, Vm vm, Volume root) {
    boolean start = request.flag("startvm", true);
    JobSpec spec =
        JobSpec.of(
                "deployVirtualMachine",
                "admin.vm.DeployVMCmdByAdmin",
                start ? Work.DEPLOY_STARTED : Work.DEPLOY_STOPPED)
            .on("VirtualMachine", vm.id)
            .queuedOn(vm.id)
            .finish(() -> Json.object().set("virtualmachine", render.full(vm)))
            .whenFailing(VmPower.unableToStart(vm), () -> failed(vm, root));
    if (start) {
      spec.check(() -> checkCapacity(vm))
          .at(Duration.ofMillis(700), () -> power.starting(vm))
          .finish(
              () -> {
                power.run(vm);
                return Json.object().set("virtualmachine", render.full(vm));
              })
          .whenInterrupted(pastHalf -> interrupted(vm));
    }
    return spec;
  }

  private void interrupted(Vm vm) {
    if (vm.is("Starting")) {
      vm.changeState("Stopped", cloud.time().now());
    }
  }

  private void checkCapacity(Vm vm) {
    try {
      VmPower.checkCapacity(vm);
    } catch (JobFailure failure) {
      vm.changeState("Error", cloud.time().now());
      throw failure;
    }
  }

  /** A deploy that fails leaves the record in Error, without its root. */
  private void failed(Vm vm, Volume root) {
    if (vm.is("Starting")) {
      VmPower.freed(vm);
    }
    vm.changeState("Error", cloud.time().now());
    if (!root.removed && vm.id.equals(root.vmId)) {
      cloud.destroy(root, "failed deploy of VM " + vm.id);
    }
  }

  private <T> T find(ApiRequest request, String parameter, Map<String, T> known) {
    String id = request.required(parameter);
    T found = known.get(id);
    if (found == null) {
      throw ApiException.unknown(request.command(), parameter, id);
    }
    return found;
  }

  private static String hostName(ApiRequest request, Vm vm) {
    String name = request.text("name");
    if (name == null) {
      return "VM-" + vm.id;
    }
    if (!name.matches("[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?")) {
      throw ApiException.malformed(
          "Unable to execute API command deployvirtualmachine due to invalid value. Invalid value"
              + " provided for API arg: name - it can contain ASCII letters 'a' through 'z', the"
              + " digits '0' through '9', and the hyphen ('-'), must be between 1 and 63 characters"
              + " long, and can't start or end with \"-\" and can't start with digit");
    }
    return name;
  }

  private static void size(Vm vm, Catalogue.ServiceOffering offering) {
    vm.cpus = offering.cpus;
    vm.memoryMb = offering.memoryMb;
    if (offering.customized) {
      String cpus = vm.details.get("cpuNumber");
      String memory = vm.details.get("memory");
      if (cpus == null || memory == null) {
        throw ApiException.invalid(
            "Need to specify custom parameter values cpu, cpu speed and memory when using custom"
                + " offering");
      }
      vm.cpus = Integer.parseInt(cpus);
      vm.memoryMb = Integer.parseInt(memory);
    }
  }

  private static long rootSize(ApiRequest request, Catalogue.Template template) {
    Long wanted = request.number("rootdisksize");
    if (wanted == null) {
      return template.size;
    }
    if (wanted * GB < template.size) {
      throw ApiException.invalid(
          String.format(
              Locale.ROOT,
              "Unsupported: rootdisksize override is smaller than template size (%.2f GB) %d",
              template.size / (double) GB,
              template.size));
    }
    return wanted * GB;
  }

  private Volume makeRoot(Vm vm, long bytes) {
    Volume root = new Volume();
    root.id = CloudState.newId();
    root.number = cloud.state().nextNumber();
    root.name = "ROOT-" + vm.number;
    root.type = Volume.ROOT;
    root.vmId = vm.id;
    root.deviceId = 0;
    root.size = bytes;
    root.templateId = vm.templateId;
    root.serviceOfferingId = vm.offeringId;
    root.created = cloud.time().now();
    root.bornOfVmId = vm.id;
    vm.bornRootId = root.id;
    cloud.state().volumes.put(root.id, root);
    cloud.write(root.id, "template", vm.templateId, true);
    return root;
  }

  private void makeDataDisk(ApiRequest request, Vm vm) {
    String id = request.text("diskofferingid");
    if (id == null) {
      return;
    }
    Catalogue.DiskOffering offering = find(request, "diskofferingid", catalogue().diskOfferings);
    Volume data = new Volume();
    data.id = CloudState.newId();
    data.number = cloud.state().nextNumber();
    data.name = "DATA-" + vm.number;
    data.vmId = vm.id;
    data.deviceId = 1;
    data.size = offering.sizeGb * GB;
    data.offeringId = id;
    data.created = cloud.time().now();
    cloud.state().volumes.put(data.id, data);
  }
}
