package io.breakwater.simulator.cloud;

import io.breakwater.simulator.disk.DiskWrite;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Makes what a test or a demo finds in the cloud before it begins. Wants the lock held. */
final class Fixtures {

  private static final long GB = 1L << 30;

  private final Cloud cloud;

  Fixtures(Cloud cloud) {
    this.cloud = cloud;
  }

  private Catalogue catalogue() {
    return cloud.state().catalogue;
  }

  /** Gives a new cloud its zone, account and the offerings that every cloud has. */
  void foundation() {
    Catalogue catalogue = catalogue();
    if (catalogue.zoneId != null) {
      return;
    }
    catalogue.zoneId = CloudState.newId();
    catalogue.zoneName = "zone-1";
    catalogue.accountId = CloudState.newId();
    catalogue.userId = CloudState.newId();
    catalogue.domainId = CloudState.newId();
    catalogue.osTypeId = CloudState.newId();
    catalogue.hostId = CloudState.newId();
    catalogue.managementServerId = CloudState.newId();
    catalogue.poolId = CloudState.newId();
    catalogue.clusterId = CloudState.newId();
    catalogue.podId = CloudState.newId();
    addDiskOffering("Small", 5);
    addDiskOffering("Custom", 0);
  }

  String addNetwork(String name, boolean test) {
    Catalogue.Network network = new Catalogue.Network();
    network.id = CloudState.newId();
    network.number = cloud.state().nextNumber();
    network.name = name;
    network.test = test;
    int count = catalogue().networks.size() + 1;
    network.cidrPrefix = String.format(Locale.ROOT, "10.%d.%d.", 1 + count / 250, count % 250);
    network.vlan = 100 + count;
    network.created = cloud.time().now();
    catalogue().networks.put(network.id, network);
    cloud.changed();
    return network.id;
  }

  String addTemplate(String name, long bytes) {
    Catalogue.Template template = new Catalogue.Template();
    template.id = CloudState.newId();
    template.number = cloud.state().nextNumber();
    template.name = name;
    template.size = bytes;
    template.created = cloud.time().now();
    catalogue().templates.put(template.id, template);
    cloud.changed();
    return template.id;
  }

  String addServiceOffering(String name, boolean customized, int cpus, int memoryMb) {
    Catalogue.ServiceOffering offering = new Catalogue.ServiceOffering();
    offering.id = CloudState.newId();
    offering.number = cloud.state().nextNumber();
    offering.name = name;
    offering.customized = customized;
    offering.cpus = cpus;
    offering.memoryMb = memoryMb;
    offering.created = cloud.time().now();
    catalogue().serviceOfferings.put(offering.id, offering);
    cloud.changed();
    return offering.id;
  }

  String addDiskOffering(String name, long sizeGb) {
    Catalogue.DiskOffering offering = new Catalogue.DiskOffering();
    offering.id = CloudState.newId();
    offering.number = cloud.state().nextNumber();
    offering.name = name;
    offering.sizeGb = sizeGb;
    offering.customized = sizeGb == 0;
    offering.created = cloud.time().now();
    catalogue().diskOfferings.put(offering.id, offering);
    cloud.changed();
    return offering.id;
  }

  /** A running VM with a root volume. */
  String addVm(String name, String networkId) {
    String templateId =
        catalogue().templates.isEmpty()
            ? addTemplate("base", GB)
            : catalogue().templates.keySet().iterator().next();
    String offeringId =
        catalogue().serviceOfferings.isEmpty()
            ? addServiceOffering("Fixed", false, 2, 4096)
            : catalogue().serviceOfferings.keySet().iterator().next();
    Vm vm = new Vm();
    vm.id = CloudState.newId();
    vm.number = cloud.state().nextNumber();
    vm.name = name;
    vm.displayName = name;
    vm.state = "Running";
    vm.everStarted = true;
    vm.templateId = templateId;
    vm.offeringId = offeringId;
    vm.cpus = 2;
    vm.memoryMb = 4096;
    vm.created = cloud.time().now();
    vm.lastUpdated = vm.created;
    Vm.Nic nic = new Vm.Nic();
    nic.id = CloudState.newId();
    nic.networkId = networkId;
    nic.ip = catalogue().networks.get(networkId).cidrPrefix + (2 + vm.number % 8);
    nic.mac = String.format(Locale.ROOT, "02:01:00:00:%02x:%02x", vm.number / 256, vm.number % 256);
    vm.nics.add(nic);
    catalogue().networks.get(networkId).implemented = true;
    cloud.state().vms.put(vm.id, vm);
    Volume root = volume("ROOT-" + vm.number, 20);
    root.templateId = templateId;
    root.serviceOfferingId = offeringId;
    root.bornOfVmId = vm.id;
    place(root, vm.id, 0);
    vm.bornRootId = root.id;
    cloud.changed();
    return vm.id;
  }

  private Volume volume(String name, long sizeGb) {
    Volume volume = new Volume();
    volume.id = CloudState.newId();
    volume.number = cloud.state().nextNumber();
    volume.name = name;
    volume.size = sizeGb * GB;
    volume.created = cloud.time().now();
    cloud.state().volumes.put(volume.id, volume);
    return volume;
  }

  private void place(Volume volume, String vmId, int deviceId) {
    volume.materialise();
    volume.vmId = vmId;
    volume.deviceId = deviceId;
    volume.type = deviceId == 0 ? Volume.ROOT : Volume.DATADISK;
    volume.attachedAt = cloud.time().now();
  }

  /** A Ready volume with replicated contents, on the VM when one is given. */
  String addVolume(String name, long sizeGb, String vmId, Integer deviceId) {
    Volume volume = volume(name, sizeGb);
    volume.offeringId =
        catalogue().diskOfferings.values().stream()
            .filter(offering -> offering.customized)
            .findFirst()
            .orElseThrow()
            .id;
    volume.materialise();
    if (vmId != null) {
      place(volume, vmId, deviceId == null ? cloud.state().freeDevice(vmId) : deviceId);
    }
    DiskWrite initial = new DiskWrite(DiskWrite.REPLICATION, "full copy", cloud.time().now(), true);
    cloud.restore(volume.id, cloud.state().disk(volume.id).with(initial));
    return volume.id;
  }

  void guestsAnswerAt(String namePrefix, String address) {
    cloud.state().guestAddresses.put(namePrefix, address);
    cloud.state().liveVms().stream()
        .filter(vm -> vm.name.startsWith(namePrefix) && !vm.nics.isEmpty())
        .forEach(vm -> vm.nics.get(0).ip = address);
    cloud.changed();
  }

  void protect(String contextId, List<String> volumeIds) {
    Set<String> ids =
        cloud.state().contexts.computeIfAbsent(contextId, id -> new LinkedHashSet<>());
    ids.addAll(volumeIds);
    cloud.changed();
  }
}
