package io.breakwater.simulator.cloud;

import io.breakwater.simulator.disk.DiskContents;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the present state, under the cloud's lock. */
final class LiveView implements CloudView {

  private final Cloud cloud;

  LiveView(Cloud cloud) {
    this.cloud = cloud;
  }

  @Override
  public List<VmView> vms() {
    synchronized (cloud.lock()) {
      return cloud.state().liveVms().stream().map(LiveView::view).toList();
    }
  }

  private static VmView view(Vm vm) {
    return new VmView(
        vm.id,
        vm.name,
        vm.state,
        vm.details,
        vm.nics.stream().map(nic -> nic.networkId).toList(),
        vm.bornRootId,
        vm.deleteProtection);
  }

  @Override
  public List<VolumeView> volumes() {
    synchronized (cloud.lock()) {
      return cloud.state().liveVolumes().stream().map(LiveView::view).toList();
    }
  }

  private static VolumeView view(Volume volume) {
    return new VolumeView(
        volume.id,
        volume.name,
        volume.type,
        volume.state,
        volume.vmId,
        volume.deviceId,
        volume.size,
        volume.bornOfVmId,
        volume.deleteProtection);
  }

  @Override
  public List<SnapshotView> snapshots() {
    synchronized (cloud.lock()) {
      return cloud.state().snapshots.values().stream()
          .filter(snapshot -> !snapshot.removed)
          .map(s -> new SnapshotView(s.id, s.volumeId, s.name, s.state, s.tags, s.contents))
          .toList();
    }
  }

  @Override
  public List<NetworkView> networks() {
    synchronized (cloud.lock()) {
      return cloud.state().catalogue.networks.values().stream()
          .map(network -> new NetworkView(network.id, network.name, network.test))
          .toList();
    }
  }

  @Override
  public Map<String, Set<String>> contexts() {
    synchronized (cloud.lock()) {
      Map<String, Set<String>> copy = new LinkedHashMap<>();
      cloud.state().contexts.forEach((context, ids) -> copy.put(context, Set.copyOf(ids)));
      return copy;
    }
  }

  @Override
  public Optional<String> applianceId() {
    synchronized (cloud.lock()) {
      return Optional.ofNullable(cloud.state().applianceId);
    }
  }

  @Override
  public DiskContents disk(String volumeId) {
    synchronized (cloud.lock()) {
      return cloud.state().disk(volumeId);
    }
  }

  @Override
  public Set<String> busy() {
    synchronized (cloud.lock()) {
      return cloud.state().pendingJobs.values().stream()
          .filter(job -> job.instanceId != null)
          .map(job -> job.instanceId)
          .collect(Collectors.toSet());
    }
  }

  @Override
  public boolean knowsDeleteProtection() {
    return cloud.settings().knowsDeleteProtection();
  }
}
