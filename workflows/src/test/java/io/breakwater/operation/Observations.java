package io.breakwater.operation;

import io.breakwater.observation.ApplianceView;
import io.breakwater.observation.Baseline;
import io.breakwater.observation.ContextView;
import io.breakwater.observation.DiskView;
import io.breakwater.observation.MachineState;
import io.breakwater.observation.MachineView;
import io.breakwater.observation.Mapping;
import io.breakwater.observation.Observation;
import io.breakwater.observation.Place;
import io.breakwater.observation.ReplicationView;
import io.breakwater.observation.SiteView;
import io.breakwater.observation.SnapshotView;
import io.breakwater.observation.SourceView;
import io.breakwater.observation.SourceView.Power;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.ContextStatus;
import io.breakwater.vm.DiskId;
import io.breakwater.vm.MachineId;
import io.breakwater.vm.NetworkId;
import io.breakwater.vm.OperationId;
import io.breakwater.vm.OsFamily;
import io.breakwater.vm.SnapshotId;
import io.breakwater.vm.VolumeId;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** A Windows VM named pgtest1, before and after its test failover. */
final class Observations {
  static final ContextId VM = new ContextId("ctx-pgtest1-20250922-210037");
  static final String NAME = "pgtest1";
  static final MachineId APPLIANCE = new MachineId("8a6a3a6b-0000-4000-8000-00000000000a");
  static final MachineId DESTINATION = new MachineId("c5a9d7f2-0000-4000-8000-00000000000d");

  private static final long GIB = 1L << 30;
  private static final Baseline BASELINE = new Baseline("52 3c ec 11/4", "job-20250922-01");

  private Observations() {}

  /** Ready for failover. */
  static Observation ready(int disks) {
    return new Observation(
        vm(ContextStatus.ready_for_failover, null),
        new ApplianceView(APPLIANCE, MachineState.RUNNING),
        each(disks, Observations::onAppliance),
        List.of(),
        List.of(),
        new ReplicationView(null, true, true),
        site(),
        SourceView.notAsked(),
        null);
  }

  /** Ready for a live failover; its source runs. */
  static Observation readyForLive(int disks) {
    Observation ready = ready(disks);
    return new Observation(
        ready.vm(),
        ready.appliance(),
        ready.disks(),
        ready.machines(),
        ready.pending(),
        ready.replication(),
        site(false),
        new SourceView(Power.ON, "poweredOn", null, false),
        null);
  }

  /** The destination of this test runs on the disks. */
  static Observation failedOver(int disks, OperationId test) {
    MachineView destination =
        new MachineView(
            DESTINATION,
            "pgtest1-test-1758553933",
            MachineState.RUNNING,
            test,
            true,
            new VolumeId("template-root"),
            MachineView.TemplateRootState.GONE,
            each(disks, i -> new MachineView.AttachedVolume(volume(i), i)));
    return new Observation(
        vm(ContextStatus.failed_over_test, test),
        new ApplianceView(APPLIANCE, MachineState.RUNNING),
        each(disks, i -> onDestination(i, test)),
        List.of(destination),
        List.of(),
        new ReplicationView(null, true, true),
        site(),
        SourceView.notAsked(),
        null);
  }

  static VolumeId volume(int index) {
    return new VolumeId("volume-" + index);
  }

  static DiskId disk(int index) {
    return new DiskId("disk-" + (2000 + index));
  }

  /** This operation submitted the start of a live destination on the disks. */
  static Observation liveStarted(int disks, OperationId live) {
    Observation test = failedOver(disks, live);
    return new Observation(
        vm(ContextStatus.failed_over_live, live, live),
        test.appliance(),
        test.disks(),
        test.machines(),
        test.pending(),
        test.replication(),
        site(false),
        new SourceView(Power.OFF, "poweredOff", live, false),
        null);
  }

  private static ContextView vm(ContextStatus status, OperationId lastFailover) {
    return vm(status, lastFailover, null);
  }

  private static ContextView vm(
      ContextStatus status, OperationId lastFailover, OperationId liveStartedBy) {
    return new ContextView(
        VM,
        NAME,
        "quad-vcenter-01.quadris.local",
        "420570c7-f61f-a930-77c5-1e876786cb3c",
        status,
        null,
        lastFailover,
        liveStartedBy,
        OsFamily.WINDOWS,
        2,
        8192,
        List.of(new ContextView.Nic("VLAN 253", "00:50:56:85:a5:5b")),
        "bios",
        List.of());
  }

  private static DiskView onAppliance(int index) {
    return new DiskView(
        disk(index),
        volume(index),
        40 * GIB,
        Place.onAppliance(APPLIANCE, index + 4),
        "Ready",
        Mapping.appliance(APPLIANCE, "/dev/disk/by-id/virtio-" + index),
        true,
        false,
        null,
        false,
        BASELINE,
        List.of(),
        List.of(),
        false);
  }

  private static DiskView onDestination(int index, OperationId test) {
    SnapshotView snapshot =
        new SnapshotView(
            new SnapshotId("snapshot-" + index),
            "bw-" + test + "-" + disk(index),
            SnapshotView.State.READY,
            test,
            true,
            BASELINE);
    return new DiskView(
        disk(index),
        volume(index),
        40 * GIB,
        Place.onMachine(DESTINATION, index),
        "Ready",
        index == 0 ? Mapping.remote(DESTINATION, "remote-vm-c5a9d7f2") : Mapping.none(),
        false,
        true,
        test,
        index == 0,
        BASELINE,
        List.of(snapshot),
        List.of(),
        true);
  }

  private static SiteView site() {
    return site(true);
  }

  private static SiteView site(boolean testNetwork) {
    return new SiteView(
        "zone-1",
        "template-1",
        GIB,
        true,
        "offering-1",
        true,
        true,
        List.of(
            new SiteView.NetworkMapping(
                "VLAN 253", new NetworkId("net-test"), "test", testNetwork, true)));
  }

  private static <T> List<T> each(int count, IntFunction<T> make) {
    return IntStream.range(0, count).mapToObj(make).toList();
  }
}
