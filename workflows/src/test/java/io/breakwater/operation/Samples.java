package io.breakwater.operation;

import io.breakwater.observation.Baseline;
import io.breakwater.plan.DiskRef;
import io.breakwater.plan.MachineRef;
import io.breakwater.plan.MachineSpec;
import io.breakwater.plan.Step;
import io.breakwater.vm.BootCheck;
import io.breakwater.vm.DiskId;
import io.breakwater.vm.NetworkId;
import io.breakwater.vm.OperationId;
import io.breakwater.vm.SnapshotId;
import io.breakwater.vm.VolumeId;
import java.util.List;

/** One step of every kind, every field set to something that could get lost. */
final class Samples {
  private static final OperationId OPERATION = new OperationId("operation-1");
  private static final DiskRef DISK = new DiskRef(DiskId.OS, new VolumeId("volume-0"));
  private static final MachineRef MACHINE = new MachineRef(Observations.DESTINATION, OPERATION);
  private static final MachineRef UNBORN = MachineRef.madeBy(OPERATION);
  private static final Baseline BASELINE = new Baseline("52 3c ec 11/4", "job-1");
  private static final SnapshotId SNAPSHOT = new SnapshotId("snapshot-0");

  private Samples() {}

  static List<Step> everyStep() {
    return List.of(
        new Step.HoldReplication(),
        new Step.FlushDevices(List.of(DISK)),
        new Step.TakeSnapshot(DISK, "bw-operatio-disk-2000", BASELINE),
        new Step.InjectDrivers(DISK),
        new Step.CreateMachine(spec()),
        new Step.DetachTemplateRoot(UNBORN),
        new Step.DeleteTemplateRoot(UNBORN),
        new Step.ProtectMachine(UNBORN),
        new Step.DetachFromAppliance(DISK, Observations.APPLIANCE),
        new Step.AttachAsRoot(DISK, UNBORN),
        new Step.AttachData(DISK, UNBORN),
        new Step.StartMachine(UNBORN, List.of(DISK), Step.StartMachine.SourceRule.NOT_SEEN_ON),
        new Step.CheckMachine(UNBORN),
        new Step.RecordFailedOver(UNBORN, true),
        new Step.RecoverMachine(MACHINE),
        new Step.StopMachine(MACHINE),
        new Step.DetachFromMachine(DISK, MACHINE),
        new Step.RevertSnapshot(DISK, SNAPSHOT, BASELINE),
        new Step.DeleteSnapshot(DISK, SNAPSHOT, Step.DeleteSnapshot.Reason.DUPLICATE),
        new Step.AttachToAppliance(DISK, Observations.APPLIANCE, true),
        new Step.UnprotectMachine(MACHINE),
        new Step.DestroyMachine(MACHINE),
        new Step.RecordReady(),
        new Step.PowerOffSource(),
        new Step.SyncSource(),
        new Step.PowerOnSource(),
        new Step.CheckGuest(
            UNBORN, new BootCheck(BootCheck.Kind.HTTP, 8080, "/health", 204, null, 30)),
        new Step.ReleaseMachine(MACHINE),
        new Step.RecordCommitted(MACHINE),
        new Step.CloseReplication("job-20251001-090000.000-abc123"));
  }

  private static MachineSpec spec() {
    return new MachineSpec(
        "pgtest1-test-1758553933",
        "PGtest1-test-1758553933",
        "zone-1",
        "template-1",
        "offering-1",
        2,
        8192,
        2,
        List.of(new NetworkId("net-test")),
        true,
        MachineSpec.Firmware.UEFI_SECURE);
  }
}
