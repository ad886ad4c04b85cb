package io.breakwater.simulator.oracle;

import io.breakwater.simulator.cloud.CloudView;
import io.breakwater.simulator.cloud.VmView;
import io.breakwater.simulator.cloud.VolumeView;
import io.breakwater.simulator.journal.JournalEntry;
import java.util.HashSet;
import java.util.Set;

/** Invariants 1, 2, 4, 6 and 12, as far as deleting and moving volumes goes. */
final class VolumeRules {

  private final Oracle oracle;

  VolumeRules(Oracle oracle) {
    this.oracle = oracle;
  }

  void delete(JournalEntry call, CloudView cloud) {
    cloud.volume(call.parameters().getOrDefault("id", "")).ifPresent(v -> delete(v, call, cloud));
  }

  private void delete(VolumeView volume, JournalEntry call, CloudView cloud) {
    if (cloud.isProtected(volume.id())) {
      oracle.violated(1, call, "asks to delete the protected volume " + printed(volume));
    } else if (volume.bornOfVmId() == null) {
      oracle.violated(
          1, call, "asks to delete " + printed(volume) + ", which no deploy made as its root");
    } else if (!markedOrGone(volume.bornOfVmId(), cloud)) {
      oracle.violated(
          1, call, "asks to delete " + printed(volume) + ", the root of a VM without our mark");
    }
  }

  private boolean markedOrGone(String vmId, CloudView cloud) {
    return cloud.vm(vmId).isEmpty()
        || cloud.vm(vmId).get().mark().isPresent()
        || oracle.isFormerDestination(vmId);
  }

  void gone(String volumeId, String why, CloudView cloud) {
    cloud
        .contextOf(volumeId)
        .ifPresent(
            context ->
                oracle.violated(
                    1,
                    null,
                    "protected volume " + volumeId + " of " + context + " is lost: " + why));
  }

  void attach(JournalEntry call, CloudView cloud) {
    String volumeId = call.parameters().getOrDefault("id", "");
    String vmId = call.parameters().getOrDefault("virtualmachineid", "");
    if (!cloud.isProtected(volumeId)) {
      return;
    }
    if (cloud.applianceId().filter(vmId::equals).isPresent()) {
      if (cloud.disk(volumeId).dirty()) {
        oracle.violated(4, call, "asks to attach the dirty disk " + volumeId + " to the appliance");
      }
      return;
    }
    cloud.vm(vmId).ifPresent(vm -> attachToDestination(vm, call, cloud));
  }

  private void attachToDestination(VmView vm, JournalEntry call, CloudView cloud) {
    if (vm.mark().isEmpty() && !oracle.isFormerDestination(vm.id())) {
      oracle.violated(
          2, call, "asks to attach a protected volume to VM " + vm.name() + " without our mark");
    } else if (cloud.knowsDeleteProtection() && !vm.deleteProtection()) {
      oracle.violated(
          2,
          call,
          "asks to attach a protected volume to VM " + vm.name() + " without delete protection");
    }
  }

  void attached(String volumeId, String vmId, CloudView cloud) {
    if (!cloud.isProtected(volumeId)) {
      return;
    }
    if (cloud.applianceId().filter(vmId::equals).isPresent()) {
      if (cloud.disk(volumeId).dirty()) {
        oracle.violated(4, null, "the dirty disk " + volumeId + " is on the appliance");
      }
      return;
    }
    Set<String> holders = new HashSet<>();
    String context = cloud.contextOf(volumeId).orElseThrow();
    for (String disk : cloud.contexts().get(context)) {
      cloud
          .volume(disk)
          .map(VolumeView::vmId)
          .flatMap(cloud::vm)
          .filter(vm -> vm.mark().isPresent())
          .ifPresent(vm -> holders.add(vm.id()));
    }
    if (holders.size() > 1) {
      oracle.violated(6, null, "disks of " + context + " are on several destinations: " + holders);
    }
  }

  void detach(JournalEntry call, CloudView cloud) {
    String volumeId = call.parameters().getOrDefault("id", "");
    if (cloud.isProtected(volumeId) && cloud.disk(volumeId).replicationWriting()) {
      oracle.violated(
          12, call, "asks to detach " + volumeId + " while the replication is writing to it");
    }
  }

  static String printed(VolumeView volume) {
    return volume.id() + " (" + volume.name() + ", " + volume.type() + ")";
  }
}
