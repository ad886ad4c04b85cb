package io.breakwater.simulator.cloud;

import io.breakwater.simulator.disk.DiskContents;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Everything the simulated cloud knows; saved to and loaded from a file as a whole. */
final class CloudState {

  private static final int CD_ROM = 3;

  long lastNumber = 200;
  Catalogue catalogue = new Catalogue();
  Map<String, Vm> vms = new LinkedHashMap<>();
  Map<String, Volume> volumes = new LinkedHashMap<>();
  Map<String, Snapshot> snapshots = new LinkedHashMap<>();
  Map<String, Job> jobs = new LinkedHashMap<>();
  Map<String, DiskContents> disks = new LinkedHashMap<>();

  /** Which volumes are protected, by VM context. */
  Map<String, Set<String>> contexts = new LinkedHashMap<>();

  String applianceId;

  /** The address of the first network card of VMs whose name begins so. */
  Map<String, String> guestAddresses = new LinkedHashMap<>();

  /** The jobs among {@link #jobs} that are pending, oldest first. */
  transient Map<String, Job> pendingJobs = new LinkedHashMap<>();

  Optional<String> guestAddress(String vmName) {
    return guestAddresses.entrySet().stream()
        .filter(entry -> vmName.startsWith(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  long nextNumber() {
    return ++lastNumber;
  }

  static String newId() {
    return UUID.randomUUID().toString();
  }

  Vm vm(ApiRequest request, String parameter) {
    String value = request.required(parameter);
    Vm vm = vms.get(value);
    if (vm == null) {
      throw ApiException.unknown(request.command(), parameter, value);
    }
    if (vm.removed) {
      throw ApiException.removed(vm.number, "VirtualMachine");
    }
    return vm;
  }

  Volume volume(ApiRequest request, String parameter) {
    String value = request.required(parameter);
    Volume volume = volumes.get(value);
    if (volume == null) {
      throw ApiException.unknown(request.command(), parameter, value);
    }
    if (volume.removed) {
      throw ApiException.removed(volume.number, "Volume");
    }
    return volume;
  }

  /** Also finds deleted snapshots: CloudStack accepts their ids and fails in the job. */
  Snapshot snapshot(ApiRequest request, String parameter) {
    String value = request.required(parameter);
    Snapshot snapshot = snapshots.get(value);
    if (snapshot == null) {
      throw ApiException.unknown(request.command(), parameter, value);
    }
    return snapshot;
  }

  Stream<Volume> volumesOf(String vmId) {
    return volumes.values().stream()
        .filter(volume -> !volume.removed && vmId.equals(volume.vmId))
        .sorted(Comparator.comparing(volume -> volume.deviceId));
  }

  Optional<Volume> rootOf(String vmId) {
    return volumesOf(vmId).filter(volume -> volume.type.equals(Volume.ROOT)).findFirst();
  }

  Optional<Volume> at(String vmId, int deviceId) {
    return volumesOf(vmId).filter(volume -> volume.deviceId == deviceId).findFirst();
  }

  /** The lowest device id for a data disk that is free on the VM. */
  int freeDevice(String vmId) {
    Set<Integer> taken = new LinkedHashSet<>();
    volumesOf(vmId).forEach(volume -> taken.add(volume.deviceId));
    int device = 1;
    while (device == CD_ROM || taken.contains(device)) {
      device++;
    }
    return device;
  }

  Optional<Job> pendingJobOn(String instanceId) {
    return pendingJobs.values().stream()
        .filter(job -> !job.vanished && instanceId.equals(job.instanceId))
        .reduce((first, second) -> second);
  }

  DiskContents disk(String volumeId) {
    return disks.getOrDefault(volumeId, DiskContents.EMPTY);
  }

  boolean isProtected(String volumeId) {
    return contexts.values().stream().anyMatch(ids -> ids.contains(volumeId));
  }

  List<Volume> liveVolumes() {
    return volumes.values().stream().filter(volume -> !volume.removed).toList();
  }

  List<Vm> liveVms() {
    return vms.values().stream().filter(vm -> !vm.removed).toList();
  }
}
