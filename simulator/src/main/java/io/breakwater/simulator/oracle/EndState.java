package io.breakwater.simulator.oracle;

import io.breakwater.simulator.cloud.CloudView;
import io.breakwater.simulator.cloud.SnapshotView;
import io.breakwater.simulator.cloud.VmView;
import io.breakwater.simulator.cloud.VolumeView;
import io.breakwater.simulator.disk.DiskContents;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What must hold for a VM context while no operation is under way on it. */
public final class EndState {

  private final CloudView cloud;

  public EndState(CloudView cloud) {
    this.cloud = cloud;
  }

  /**
   * What is wrong with these contexts when they are supposed to be ready: each disk once on the
   * appliance and holding nothing but the replica, no snapshot left, no machine of ours left.
   */
  public List<String> notAtRest(Collection<String> contextIds) {
    List<String> problems = new ArrayList<>();
    for (String context : contextIds) {
      if (!cloud.contexts().containsKey(context)) {
        problems.add("context " + context + " is not known to the simulator");
        continue;
      }
      cloud.contexts().get(context).forEach(disk -> disk(context, disk, problems));
    }
    leftovers(problems);
    return problems;
  }

  /** The same for all contexts. */
  public List<String> notAtRest() {
    return notAtRest(cloud.contexts().keySet());
  }

  /**
   * @throws AssertionError when {@link #notAtRest(Collection)} has anything to say
   */
  public void assertAtRest(Collection<String> contextIds) {
    List<String> problems = notAtRest(contextIds);
    if (!problems.isEmpty()) {
      throw new AssertionError("not at rest:\n  " + String.join("\n  ", problems));
    }
  }

  private void disk(String context, String id, List<String> problems) {
    Optional<VolumeView> volume = cloud.volume(id);
    if (volume.isEmpty()) {
      problems.add("disk " + id + " of " + context + " does not exist any more");
      return;
    }
    String name = id + " (" + volume.get().name() + ") of " + context;
    if (!volume.get().isOn(cloud.applianceId().orElse(null))) {
      problems.add("disk " + name + " is not on the appliance but on VM " + volume.get().vmId());
    }
    if (!volume.get().state().equals("Ready")) {
      problems.add("disk " + name + " is " + volume.get().state());
    }
    DiskContents contents = cloud.disk(id);
    if (contents.dirty()) {
      problems.add(
          "disk " + name + " holds more than the replica: " + contents.last().orElseThrow());
    } else if (contents.halfWritten()) {
      problems.add("disk " + name + " is half-written");
    }
    for (SnapshotView snapshot : cloud.snapshots()) {
      if (snapshot.volumeId().equals(id)) {
        problems.add("disk " + name + " still has the snapshot " + snapshot.name());
      }
    }
  }

  /** Machines of ours, and roots that were taken off them and forgotten. */
  private void leftovers(List<String> problems) {
    for (VmView vm : cloud.vms()) {
      vm.mark()
          .ifPresent(
              mark ->
                  problems.add(
                      "VM %s (%s) of operation %s is left".formatted(vm.name(), vm.state(), mark)));
    }
    Map<String, String> owners = new HashMap<>();
    cloud.vms().forEach(vm -> owners.put(vm.id(), vm.name()));
    for (VolumeView volume : cloud.volumes()) {
      if (volume.bornOfVmId() != null && volume.vmId() == null) {
        problems.add(
            "root volume %s of VM %s is left detached"
                .formatted(
                    volume.name(),
                    owners.getOrDefault(volume.bornOfVmId(), volume.bornOfVmId() + " (gone)")));
      }
    }
  }
}
