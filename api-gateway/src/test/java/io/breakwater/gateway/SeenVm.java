package io.breakwater.gateway;

import io.breakwater.observation.ApplianceView;
import io.breakwater.observation.Baseline;
import io.breakwater.observation.ContextView;
import io.breakwater.observation.DiskView;
import io.breakwater.observation.HealthView;
import io.breakwater.observation.HealthView.Freshness;
import io.breakwater.observation.HealthView.HostState;
import io.breakwater.observation.HealthView.Owner;
import io.breakwater.observation.HealthView.Room;
import io.breakwater.observation.MachineState;
import io.breakwater.observation.Mapping;
import io.breakwater.observation.Observation;
import io.breakwater.observation.PendingWork;
import io.breakwater.observation.Place;
import io.breakwater.observation.ReplicationView;
import io.breakwater.observation.SiteView;
import io.breakwater.observation.SiteView.NetworkMapping;
import io.breakwater.observation.SourceView;
import io.breakwater.observation.Told;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.ContextStatus;
import io.breakwater.vm.DiskId;
import io.breakwater.vm.MachineId;
import io.breakwater.vm.NetworkId;
import io.breakwater.vm.OperationId;
import io.breakwater.vm.OsFamily;
import io.breakwater.vm.VolumeId;
import java.time.Duration;
import java.util.List;

/** What a worker sees of a VM with one disk: ready for both failovers, unless told otherwise. */
final class SeenVm {
  private static final MachineId APPLIANCE = new MachineId("8a6a3a6b-0000-4000-8000-00000000000a");
  private static final long GIB = 1L << 30;

  ContextStatus status = ContextStatus.ready_for_failover;
  OperationId liveStartedBy;

  /** Whose destination wrote to the disk. */
  OperationId writtenBy;

  boolean templateReady = true;
  boolean lastSyncSucceeded = true;
  boolean deleteProtection = true;
  SourceView.Power source = SourceView.Power.ON;
  HealthView health = healthy(Told.of(new Room(2, 2)));
  List<PendingWork> pending = List.of();

  Observation of(ContextId context) {
    return new Observation(
        vm(context),
        new ApplianceView(APPLIANCE, MachineState.RUNNING),
        List.of(disk()),
        List.of(),
        pending,
        new ReplicationView(null, true, lastSyncSucceeded),
        site(),
        new SourceView(source, "the VMA says so", null, false),
        health);
  }

  static HealthView healthy(Told<Room> room) {
    return new HealthView(
        new Freshness(Duration.ofHours(1), Duration.ofHours(24)),
        Told.of(new Owner(true, "migration")),
        Told.of(true),
        room,
        Told.of(new HostState("kvm-1", "Up", "Enabled")),
        Told.of("healthy"),
        Told.of(List.of()));
  }

  private ContextView vm(ContextId context) {
    return new ContextView(
        context,
        "seen",
        "vcenter01.example.test",
        "vmware-" + context,
        status,
        null,
        null,
        liveStartedBy,
        OsFamily.WINDOWS,
        2,
        8192,
        List.of(new ContextView.Nic("VLAN 253", "00:50:56:85:a5:5b")),
        "bios",
        List.of());
  }

  private DiskView disk() {
    return new DiskView(
        new DiskId("disk-2000"),
        new VolumeId("volume-0"),
        40 * GIB,
        Place.onAppliance(APPLIANCE, 4),
        "Ready",
        Mapping.appliance(APPLIANCE, "/dev/disk/by-id/virtio-0"),
        true,
        writtenBy != null,
        writtenBy,
        false,
        new Baseline("52 3c ec 11/4", "job-1"),
        List.of(),
        List.of(),
        false);
  }

  private SiteView site() {
    return new SiteView(
        "zone-1",
        "template-1",
        2 * GIB,
        templateReady,
        "offering-1",
        true,
        deleteProtection,
        List.of(
            new NetworkMapping("VLAN 253", new NetworkId("net-test"), "test", true, true),
            new NetworkMapping("VLAN 253", new NetworkId("net-live"), "live", false, true)));
  }
}
