package io.breakwater.plan;

import io.breakwater.observation.DiskView;
import io.breakwater.observation.MachineState;
import io.breakwater.observation.MachineView;
import io.breakwater.observation.MachineView.AttachedVolume;
import io.breakwater.observation.Observation;
import io.breakwater.observation.Place;
import io.breakwater.observation.ReplicationView;
import io.breakwater.observation.SnapshotView;
import io.breakwater.vm.ContextStatus;

/** What stands against bringing a VM back to READY. */
final class ReadyRefusals {
  private final Observation seen;
  private final PlanOptions options;
  private final Reasons reasons = new Reasons();

  ReadyRefusals(Observation seen, PlanOptions options) {
    this.seen = seen;
    this.options = options;
  }

  Reasons check() {
    if (seen.vm().status() == ContextStatus.completed) {
      // Its disks left the appliance's life cycle: nothing that is found of them is amiss.
      reasons.add(
          "COMMITTED", seen.vm().vmName() + " was committed", "nothing is left to bring back");
      return reasons;
    }
    checkContext();
    seen.disks().forEach(this::checkDisk);
    seen.machines().stream()
        .filter(m -> m.state() != MachineState.ABSENT)
        .forEach(this::checkMachine);
    return reasons;
  }

  private void checkContext() {
    String vm = seen.vm().vmName();
    if (seen.disks().isEmpty()) {
      reasons.add("NO_DISKS", vm + " has no disks", "replicate the VM first");
    }
    if (LiveData.mayExist(seen) && !options.confirmDiscard()) {
      reasons.add(
          "LIVE_DATA",
          vm + " is failed over live: going back discards what was written since",
          "do a rollback with confirmDiscard if that is wanted");
    }
    checkReplication();
    if (seen.appliance().state() == MachineState.ABSENT) {
      reasons.addForPerson(
          "APPLIANCE_MISSING",
          "CloudStack knows no appliance VM " + seen.appliance().id(),
          "correct oma_vm_id in ossea_configs");
    }
  }

  /** What nothing runs any more is closed; nobody's silence alone counts as its end. */
  private void checkReplication() {
    ReplicationView replication = seen.replication();
    boolean toClose = replication.isDead() || (replication.isInDoubt() && options.endOldWork());
    if (replication.activeJob() == null || toClose) {
      return;
    }
    String found = replication.look() == null ? "" : " (" + replication.look().found() + ")";
    reasons.add(
        "REPLICATION_RUNNING",
        "replication job "
            + replication.activeJob()
            + " writes to the disks of "
            + seen.vm().vmName()
            + found,
        replication.isInDoubt()
            ? "bring the VMA back; if it is known that nothing runs the job any more, start a"
                + " recovery with endOldWork"
            : "wait for it or cancel it, then start again");
  }

  private void checkDisk(DiskView disk) {
    if (disk.volume() == null || disk.place().kind() == Place.Kind.MISSING) {
      reasons.addForPerson(
          "VOLUME_MISSING",
          "the volume of " + disk.id() + " (" + disk.volume() + ") does not exist",
          "find out what removed it; the disk needs a full replication");
      return;
    }
    if (disk.place().kind() == Place.Kind.FOREIGN) {
      reasons.addForPerson(
          "ON_FOREIGN_VM",
          disk.id() + " hangs on VM " + disk.place().machine() + ", which is not ours",
          "detach volume " + disk.volume() + " from it by hand if that is a mistake");
    }
    if (mayBeOlderThanItsSnapshot(disk)) {
      reasons.addForPerson(
          "UNTRACKED_SNAPSHOT",
          disk.id()
              + " has snapshots of an earlier failover that nobody recorded "
              + disk.untracked()
              + ": the disk, and a later snapshot too, may hold what was written since",
          "if nothing was replicated since, revert the volume to the oldest one by hand; else run a"
              + " full replication of the VM; then delete them and start again");
    } else if (Disks.isDirty(disk, seen) && Disks.usableSnapshot(disk).isEmpty()) {
      noWayBack(disk);
    }
  }

  /**
   * The old system lost track of snapshots when it took new ones, and when the disk moved. A
   * snapshot of ours says that the disk was clean then.
   */
  private boolean mayBeOlderThanItsSnapshot(DiskView disk) {
    boolean inDoubt =
        seen.vm().status() != ContextStatus.ready_for_failover || Disks.isDirty(disk, seen);
    return inDoubt
        && !disk.untracked().isEmpty()
        && disk.snapshots().stream().noneMatch(s -> s.madeBy() != null);
  }

  private void noWayBack(DiskView disk) {
    boolean moved =
        disk.snapshots().stream()
            .anyMatch(
                s ->
                    s.state() == SnapshotView.State.READY
                        && s.takenAt() != null
                        && !s.takenAt().equals(disk.baseline()));
    if (moved) {
      reasons.addForPerson(
          "BASELINE_MOVED",
          disk.id() + " was written to and replicated again since its snapshot",
          "do not revert: the replica would silently miss blocks; run a full replication of the VM");
    } else if (disk.snapshots().stream().anyMatch(s -> s.state() == SnapshotView.State.READY)) {
      reasons.addForPerson(
          "BASELINE_UNKNOWN",
          disk.id() + " was written to, and nobody recorded what the replica was at its snapshot",
          "if nothing was replicated since, revert the snapshot by hand; else run a full"
              + " replication of the VM");
    } else {
      reasons.addForPerson(
          "NO_SNAPSHOT",
          disk.id() + " was written to and has no snapshot to go back to",
          "run a full replication of the VM");
    }
  }

  private void checkMachine(MachineView machine) {
    for (AttachedVolume volume : machine.volumes()) {
      boolean known = volume.id().equals(machine.templateRoot()) || seen.isProtected(volume.id());
      if (!known) {
        reasons.addForPerson(
            "UNKNOWN_VOLUME",
            "volume " + volume.id() + " hangs on " + machine.name() + " and nobody recorded it",
            "detach it by hand if it is to be kept; the VM is not destroyed with it");
      }
    }
    boolean holdsDisk = seen.disks().stream().anyMatch(d -> d.place().isOn(machine.id()));
    if (machine.state() == MachineState.OTHER
        || (machine.state() == MachineState.ERROR && holdsDisk)) {
      reasons.addForPerson(
          "MACHINE_STATE",
          machine.name() + " is in a state (" + machine.state() + ") that disks cannot leave",
          "bring VM " + machine.id() + " to Stopped in CloudStack, then start again");
    }
  }
}
