package io.breakwater.plan;

import io.breakwater.observation.MachineState;
import io.breakwater.observation.MachineView;
import io.breakwater.observation.MachineView.AttachedVolume;
import io.breakwater.observation.MachineView.TemplateRootState;
import io.breakwater.vm.MachineId;
import io.breakwater.vm.OperationId;
import io.breakwater.vm.VolumeId;
import java.util.ArrayList;
import java.util.List;

/** A destination VM in the model world. */
final class ModelMachine {
  /** Where the ROOT that CloudStack made with the VM is, whether or not somebody recorded it. */
  enum RootAt {
    ATTACHED,
    DETACHED,
    GONE
  }

  final MachineId id;
  final OperationId mark;
  final VolumeId root;
  MachineState state;
  boolean protection;
  RootAt rootAt;
  boolean rootRecorded;

  /** A volume that nobody of us knows hangs on it. */
  boolean stranger;

  boolean onTestNetworksOnly = true;

  /** Whether it takes the source's place. */
  boolean live;

  ModelMachine(MachineId id, OperationId mark, MachineState state, RootAt rootAt) {
    this.id = id;
    this.mark = mark;
    this.state = state;
    this.rootAt = rootAt;
    this.root = new VolumeId("root-of-" + id);
  }

  ModelMachine copy() {
    ModelMachine copy = new ModelMachine(id, mark, state, rootAt);
    copy.protection = protection;
    copy.rootRecorded = rootRecorded;
    copy.stranger = stranger;
    copy.onTestNetworksOnly = onTestNetworksOnly;
    copy.live = live;
    return copy;
  }

  boolean exists() {
    return state != MachineState.ABSENT;
  }

  MachineView view(List<ModelDisk> disks) {
    List<AttachedVolume> volumes = new ArrayList<>();
    if (rootAt == RootAt.ATTACHED && exists()) {
      volumes.add(new AttachedVolume(root, 0));
    }
    for (ModelDisk disk : disks) {
      if (disk.place.isOn(id)) {
        volumes.add(new AttachedVolume(disk.volume, disk.place.deviceId()));
      }
    }
    if (stranger) {
      volumes.add(new AttachedVolume(new VolumeId("stranger"), 9));
    }
    return new MachineView(
        id,
        "pgtest1-test",
        state,
        mark,
        protection,
        rootRecorded ? root : null,
        rootRecorded ? TemplateRootState.valueOf(rootAt.name()) : TemplateRootState.UNRECORDED,
        volumes);
  }

  @Override
  public String toString() {
    return id
        + " "
        + state
        + " mark="
        + mark
        + " protection="
        + protection
        + " root="
        + rootAt
        + (rootRecorded ? "" : " (unrecorded)")
        + (stranger ? " with a stranger's volume" : "");
  }
}
