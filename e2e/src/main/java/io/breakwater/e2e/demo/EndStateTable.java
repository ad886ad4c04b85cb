package io.breakwater.e2e.demo;

import io.breakwater.e2e.world.Sql;
import io.breakwater.e2e.world.World;
import io.breakwater.simulator.cloud.CloudView;
import io.breakwater.simulator.cloud.NetworkView;
import io.breakwater.simulator.cloud.VmView;
import io.breakwater.simulator.cloud.VolumeView;
import io.breakwater.simulator.site.ProtectedContext;
import java.io.PrintWriter;
import java.util.stream.Collectors;

/** Shows where everything is, as CloudStack, the daemon's rows and the database have it. */
final class EndStateTable {
  private static final String CONTEXT =
      "SELECT current_status FROM vm_replication_contexts WHERE context_id = ?";
  private static final String FAILOVER =
      "SELECT status FROM failover_jobs WHERE vm_context_id = ? ORDER BY id DESC LIMIT 1";
  private static final String MAPPING =
      "SELECT operation_mode FROM device_mappings WHERE volume_uuid = ?";

  private final World world;
  private final Sql sql;
  private final PrintWriter out;

  EndStateTable(World world, PrintWriter out) {
    this.world = world;
    this.sql = new Sql(world.databaseAccess());
    this.out = out;
  }

  void print(ProtectedContext vm) {
    CloudView cloud = world.simulator().cloud().view();
    out.println("  End state, read from CloudStack, the daemon's rows and the database:");
    for (int i = 0; i < vm.volumeIds().size(); i++) {
      disk(cloud, "disk-" + (2000 + i), vm.volumeIds().get(i));
    }
    cloud.vms().stream().filter(v -> v.mark().isPresent()).forEach(v -> destination(cloud, v));
    out.printf(
        "    %-10s %s; last failover job %s%n",
        "database", sql.first(CONTEXT, vm.contextId()), sql.first(FAILOVER, vm.contextId()));
  }

  private void disk(CloudView cloud, String name, String volumeId) {
    VolumeView volume = cloud.volume(volumeId).orElseThrow();
    String place =
        volume.vmId() == null
            ? "detached"
            : "on "
                + cloud.vm(volume.vmId()).map(VmView::name).orElse(volume.vmId())
                + " as device "
                + volume.deviceId();
    long snapshots = cloud.snapshots().stream().filter(s -> s.volumeId().equals(volumeId)).count();
    out.printf(
        "    %-10s %-46s %-18s %d snapshot(s), %s%n",
        name,
        place,
        "daemon: " + sql.first(MAPPING, volumeId).replace("nothing", "no row"),
        snapshots,
        cloud.disk(volumeId).dirty() ? "written to" : "holds the replica");
  }

  private void destination(CloudView cloud, VmView vm) {
    String networks =
        cloud.networks().stream()
            .filter(network -> vm.networkIds().contains(network.id()))
            .map(NetworkView::name)
            .collect(Collectors.joining(", "));
    out.printf(
        "    %-10s %s is %s on network %s%s%n",
        "new VM",
        vm.name(),
        vm.state(),
        networks,
        vm.deleteProtection() ? ", protected against deletion" : "");
  }
}
