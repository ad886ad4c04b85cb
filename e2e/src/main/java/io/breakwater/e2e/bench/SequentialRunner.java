package io.breakwater.e2e.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.e2e.world.Sql;
import io.breakwater.e2e.world.World;
import io.breakwater.simulator.site.ProtectedContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A test failover and its cleanup as the system that Breakwater replaces carries them out, less its
 * database rows: one thing after another, each awaited by asking every 2 s. The old cleanup begins
 * its detaches and its attaches for all disks at once, and so does this.
 */
final class SequentialRunner {
  private static final int STATE_POLL_SECONDS = 5;

  private final World world;
  private final PlainCloudStack cloud;
  private final PlainDaemon daemon;
  private final Map<String, String> snapshots = new HashMap<>();

  SequentialRunner(World world) {
    this.world = world;
    this.cloud = new PlainCloudStack(world.simulator().cloud());
    this.daemon = new PlainDaemon(world.site().daemon().url());
  }

  /** Brings the VM up; returns the destination's id. */
  String testFailover(ProtectedContext vm) throws InterruptedException {
    for (String volume : vm.volumeIds()) {
      JsonNode result =
          cloud.await("createSnapshot", Map.of("volumeid", volume, "name", "sequential"));
      snapshots.put(volume, result.path("snapshot").path("id").asText());
    }
    inject(vm);
    String machine = deploy(vm);
    removeTemplateRoot(machine);
    for (String volume : vm.volumeIds()) {
      daemon.await(daemon.begin(volume, "detach", ""));
      attach(vm, volume, machine);
    }
    cloud.await("startVirtualMachine", Map.of("id", machine));
    cloud.call("listVirtualMachines", Map.of("id", machine));
    return machine;
  }

  /** Takes it back. */
  void cleanup(ProtectedContext vm, String machine) throws InterruptedException {
    cloud.await("stopVirtualMachine", Map.of("id", machine));
    awaitState(machine, "Stopped");
    List<String> begun = new ArrayList<>();
    for (String volume : vm.volumeIds()) {
      if (isMapped(vm, volume)) {
        begun.add(daemon.begin(volume, "detach", ""));
      } else {
        cloud.await("detachVolume", Map.of("id", volume));
      }
    }
    awaitAll(begun);
    for (String volume : vm.volumeIds()) {
      cloud.await("revertSnapshot", Map.of("id", snapshots.get(volume)));
    }
    for (String volume : vm.volumeIds()) {
      cloud.await("deleteSnapshot", Map.of("id", snapshots.remove(volume)));
    }
    List<String> back = new ArrayList<>();
    for (String volume : vm.volumeIds()) {
      back.add(daemon.begin(volume, "attach", vmBody(world.site().applianceVmId())));
    }
    awaitAll(back);
    cloud.await("destroyVirtualMachine", Map.of("id", machine, "expunge", "true"));
  }

  private void inject(ProtectedContext vm) throws InterruptedException {
    String device = world.site().links().pathOf(vm.osVolumeId()).toString();
    try {
      int status =
          new ProcessBuilder(world.site().injectorCommand().toString(), device, "sequential")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor();
      if (status != 0) {
        throw new IllegalStateException("driver injection ended with status " + status);
      }
    } catch (IOException e) {
      throw new IllegalStateException("start the driver injection", e);
    }
  }

  private String deploy(ProtectedContext vm) throws InterruptedException {
    Map<String, String> parameters = new HashMap<>();
    parameters.put("name", "sequential-" + vm.vmName());
    parameters.put("zoneid", configured("zone"));
    parameters.put("templateid", configured("template_id"));
    parameters.put("serviceofferingid", configured("service_offering_id"));
    parameters.put("networkids", configured("network_id"));
    parameters.put("details[0].cpuNumber", "2");
    parameters.put("details[0].memory", "4096");
    parameters.put("startvm", "false");
    JsonNode result = cloud.await("deployVirtualMachine", parameters);
    return result.path("virtualmachine").path("id").asText();
  }

  private String configured(String column) {
    return new Sql(world.databaseAccess())
        .first("SELECT " + column + " FROM ossea_configs WHERE is_active = ?", "1");
  }

  private void removeTemplateRoot(String machine) throws InterruptedException {
    String root =
        cloud
            .call("listVolumes", Map.of("virtualmachineid", machine, "type", "ROOT"))
            .path("volume")
            .path(0)
            .path("id")
            .asText();
    cloud.await("detachVolume", Map.of("id", root));
    cloud.call("deleteVolume", Map.of("id", root));
  }

  private void attach(ProtectedContext vm, String volume, String machine)
      throws InterruptedException {
    if (isMapped(vm, volume)) {
      String verb = volume.equals(vm.osVolumeId()) ? "attach-root" : "attach";
      daemon.await(daemon.begin(volume, verb, vmBody(machine)));
    } else {
      cloud.await("attachVolume", Map.of("id", volume, "virtualmachineid", machine));
    }
  }

  /**
   * Whether the daemon can hold the disk's mapping on a machine other than the appliance: the OS
   * disk's and one more. With the third disk the old system stops; this runner asks CloudStack.
   */
  private static boolean isMapped(ProtectedContext vm, String volume) {
    return volume.equals(vm.osVolumeId())
        || vm.volumeIds().stream()
            .filter(each -> !each.equals(vm.osVolumeId()))
            .findFirst()
            .filter(volume::equals)
            .isPresent();
  }

  private static String vmBody(String vmId) {
    return "{\"vm_id\":\"" + vmId + "\"}";
  }

  private void awaitAll(List<String> operations) throws InterruptedException {
    for (String operation : operations) {
      daemon.await(operation);
    }
  }

  private void awaitState(String machine, String wanted) throws InterruptedException {
    while (true) {
      String state =
          cloud
              .call("listVirtualMachines", Map.of("id", machine))
              .path("virtualmachine")
              .path(0)
              .path("state")
              .asText();
      if (state.equals(wanted)) {
        return;
      }
      TimeUnit.SECONDS.sleep(STATE_POLL_SECONDS);
    }
  }
}
