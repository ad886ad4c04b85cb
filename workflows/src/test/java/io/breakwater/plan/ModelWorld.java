package io.breakwater.plan;

import io.breakwater.observation.ApplianceView;
import io.breakwater.observation.ContextView;
import io.breakwater.observation.DiskView;
import io.breakwater.observation.HealthView;
import io.breakwater.observation.MachineState;
import io.breakwater.observation.MachineView;
import io.breakwater.observation.Observation;
import io.breakwater.observation.PendingWork;
import io.breakwater.observation.Place;
import io.breakwater.observation.ReplicationView;
import io.breakwater.observation.SiteView;
import io.breakwater.observation.SourceView;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.ContextStatus;
import io.breakwater.vm.DiskId;
import io.breakwater.vm.MachineId;
import io.breakwater.vm.NetworkId;
import io.breakwater.vm.OperationId;
import io.breakwater.vm.OsFamily;
import java.util.ArrayList;
import java.util.List;

/**
 * One VM and everything around it, written from CloudStack's rules and the invariants and not from
 * the planner, so that the two cannot agree on a mistake.
 */
final class ModelWorld {
  static final MachineId APPLIANCE = new MachineId("appliance");
  static final MachineId FOREIGN = new MachineId("somebody-elses-vm");
  static final OperationId THIS = new OperationId("11111111-aaaa-4bbb-8ccc-000000000001");
  static final OperationId EARLIER = new OperationId("22222222-aaaa-4bbb-8ccc-000000000002");

  /** No time has passed for the old scheduler to look at the context while it stands so. */
  private static final List<ContextStatus> SCHEDULER_STAYS_AWAY =
      List.of(
          ContextStatus.failed_over_test,
          ContextStatus.failed_over_live,
          ContextStatus.completed,
          ContextStatus.cleanup_required);

  final List<ModelDisk> disks = new ArrayList<>();
  final List<ModelMachine> machines = new ArrayList<>();
  final List<ModelJob> jobs = new ArrayList<>();
  ContextStatus status = ContextStatus.ready_for_failover;
  OperationId heldBy;
  OperationId lastFailover;
  OperationId liveStartedBy;

  /** Whether the source VM runs. */
  boolean sourceOn = true;

  /** The operation whose final sync is the newest, and whether the source ran since. */
  OperationId syncedBy;

  boolean onSinceSync;

  /** Which replication the source's blocks would make, were it replicated now. */
  int sourceContent = 3;

  OsFamily os = OsFamily.WINDOWS;
  MachineState applianceState = MachineState.RUNNING;
  ReplicationView replication = new ReplicationView(null, true, true);
  SiteView site = site();
  HealthView health;
  List<ContextView.Nic> nics = List.of(new ContextView.Nic("VM Network", "00:50:56:00:00:01"));
  int cpus = 4;
  int minted;

  ModelWorld copy() {
    ModelWorld copy = new ModelWorld();
    disks.forEach(disk -> copy.disks.add(disk.copy()));
    machines.forEach(machine -> copy.machines.add(machine.copy()));
    copy.jobs.addAll(jobs);
    copy.status = status;
    copy.heldBy = heldBy;
    copy.lastFailover = lastFailover;
    copy.liveStartedBy = liveStartedBy;
    copy.sourceOn = sourceOn;
    copy.syncedBy = syncedBy;
    copy.onSinceSync = onSinceSync;
    copy.sourceContent = sourceContent;
    copy.os = os;
    copy.applianceState = applianceState;
    copy.replication = replication;
    copy.site = site;
    copy.health = health;
    copy.nics = nics;
    copy.cpus = cpus;
    copy.minted = minted;
    return copy;
  }

  Observation observe() {
    List<DiskView> diskViews = new ArrayList<>(disks.size());
    for (ModelDisk disk : disks) {
      diskViews.add(disk.view());
    }
    List<MachineView> machineViews = new ArrayList<>(machines.size());
    for (ModelMachine machine : machines) {
      machineViews.add(machine.view(disks));
    }
    List<PendingWork> pending = new ArrayList<>(jobs.size());
    for (ModelJob job : jobs) {
      pending.add(job.seen());
    }
    return new Observation(
        context(),
        new ApplianceView(APPLIANCE, applianceState),
        diskViews,
        machineViews,
        pending,
        replication,
        site,
        new SourceView(
            sourceOn ? SourceView.Power.ON : SourceView.Power.OFF, "", syncedBy, onSinceSync),
        health);
  }

  private ContextView context() {
    return new ContextView(
        new ContextId("ctx-pgtest1"),
        "pgtest1",
        "vcenter-1",
        "4205a841-0000-0000-0000-000000000000",
        status,
        heldBy,
        lastFailover,
        liveStartedBy,
        os,
        cpus,
        8192,
        nics,
        "bios",
        List.of());
  }

  private static SiteView site() {
    return new SiteView(
        "zone-1",
        "template-1",
        ModelDisk.GIB,
        true,
        "offering-1",
        true,
        true,
        List.of(
            new SiteView.NetworkMapping(
                "VM Network", new NetworkId("net-live"), "live", false, true),
            new SiteView.NetworkMapping(
                "VM Network", new NetworkId("net-test"), "test", true, true)));
  }

  /** Whether the old scheduler could start a replication of this VM at this moment. */
  boolean replicationMayStart() {
    return heldBy == null && !SCHEDULER_STAYS_AWAY.contains(status);
  }

  ModelDisk disk(DiskId id) {
    for (ModelDisk disk : disks) {
      if (disk.id.equals(id)) {
        return disk;
      }
    }
    throw new StepImpossible("no disk " + id);
  }

  ModelDisk disk(DiskRef ref) {
    ModelDisk disk = disk(ref.disk());
    if (disk.volume == null || !disk.volume.equals(ref.volume())) {
      throw new StepImpossible("disk " + ref.disk() + " is not on volume " + ref.volume());
    }
    return disk;
  }

  /** The machine a step means: by id, else the living one with that mark. */
  ModelMachine machine(MachineRef ref) {
    ModelMachine found = null;
    for (ModelMachine machine : machines) {
      boolean meant =
          ref.id() != null ? ref.id().equals(machine.id) : ref.madeBy().equals(machine.mark);
      if (meant && (found == null || machine.exists())) {
        found = machine;
      }
    }
    if (found == null) {
      throw new StepImpossible("no machine " + ref);
    }
    return found;
  }

  List<ModelDisk> disksOn(ModelMachine machine) {
    List<ModelDisk> held = new ArrayList<>();
    for (ModelDisk disk : disks) {
      if (disk.place.isOn(machine.id)) {
        held.add(disk);
      }
    }
    return held;
  }

  boolean anyDisk(Place.Kind at) {
    return disks.stream().anyMatch(disk -> disk.isAt(at));
  }

  String mint(String prefix) {
    minted++;
    return prefix + minted;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append("context ").append(status).append(" heldBy=").append(heldBy);
    text.append(" lastFailover=").append(lastFailover).append(" ").append(replication);
    disks.forEach(disk -> text.append("\n    ").append(disk));
    machines.forEach(machine -> text.append("\n    ").append(machine));
    jobs.forEach(job -> text.append("\n    ").append(job));
    return text.toString();
  }
}
