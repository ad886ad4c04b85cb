package io.breakwater.activities.cloudstack;

import io.breakwater.activities.volumedaemon.ProtectedBench;
import io.breakwater.inventory.site.NetworkMappingRow;
import io.breakwater.inventory.site.Site;
import io.breakwater.observation.Baseline;
import io.breakwater.operation.OperationKind;
import io.breakwater.plan.DiskRef;
import io.breakwater.plan.MachineRef;
import io.breakwater.plan.MachineSpec;
import io.breakwater.plan.SnapshotNames;
import io.breakwater.plan.Step;
import io.breakwater.plan.Step.StartMachine.SourceRule;
import io.breakwater.step.OperationActivities.Begin;
import io.breakwater.step.OperationRef;
import io.breakwater.step.StepCall;
import io.breakwater.vm.MachineId;
import io.breakwater.vm.NetworkId;
import io.breakwater.vm.OperationId;
import io.breakwater.vm.SnapshotId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;

/** A protected VM, the steps on it, and what CloudStack was asked for it. */
final class TestedVm {
  private final CloudStackBench bench;
  private final ProtectedBench vm;
  private boolean live;

  TestedVm(CloudStackBench bench, ProtectedBench vm) {
    this.bench = bench;
    this.vm = vm;
  }

  /** Its destination takes the place of the source. */
  TestedVm live() {
    live = true;
    return this;
  }

  /** Another operation on the VM, which has the lease from now on. */
  OperationRef begin(OperationKind kind) {
    bench.inventory().leases().release(operation());
    OperationId id = new OperationId(UUID.randomUUID().toString());
    Begin begin =
        new Begin(
            id,
            kind,
            operation().context(),
            "vm/" + operation().context(),
            id.value(),
            id.value(),
            Instant.now(),
            "a test",
            List.of(),
            null,
            null,
            null);
    bench.inventory().operations().begin(begin, operation().vmName());
    bench.inventory().jobLog().begin(begin, operation().vmName(), vm.vm().vmwareVmId());
    long fencing =
        bench
            .inventory()
            .leases()
            .acquire(operation().context(), id, "installation-1", Duration.ofSeconds(90));
    return new OperationRef(id, operation().context(), operation().vmName(), fencing, 1);
  }

  /** The step on behalf of another operation. */
  StepCall call(OperationRef other, Step step) {
    return new StepCall(other, call(step).step());
  }

  OperationRef operation() {
    return vm.operation();
  }

  DiskRef disk(int index) {
    return vm.disk(index);
  }

  String contextId() {
    return vm.vm().contextId();
  }

  StepCall call(Step step) {
    return vm.call(step, Duration.ofSeconds(20));
  }

  StepCall call(Step step, Duration budget) {
    return vm.call(step, budget);
  }

  Baseline baseline(int disk) {
    return bench.inventory().replications().baseline(operation().context(), disk(disk).disk());
  }

  String snapshotName(int disk) {
    return SnapshotNames.of(operation().id(), disk(disk).disk());
  }

  StepCall takeSnapshot(int disk) {
    return call(new Step.TakeSnapshot(disk(disk), snapshotName(disk), baseline(disk)));
  }

  /** The snapshot on record. */
  SnapshotId snapshot(int disk) {
    return bench
        .inventory()
        .snapshots()
        .find(operation().id(), disk(disk).disk())
        .orElseThrow()
        .id();
  }

  StepCall revert(int disk) {
    return call(new Step.RevertSnapshot(disk(disk), snapshot(disk), baseline(disk)));
  }

  StepCall deleteSnapshot(int disk) {
    return call(
        new Step.DeleteSnapshot(disk(disk), snapshot(disk), Step.DeleteSnapshot.Reason.SET_CLEAN));
  }

  MachineSpec spec() {
    List<NetworkId> networks =
        bench.inventory().sites().mappings(operation().context()).stream()
            .filter(mapping -> mapping.test() != live)
            .map(NetworkMappingRow::network)
            .toList();
    return spec(networks);
  }

  MachineSpec spec(MachineSpec.Firmware firmware) {
    return spec(spec().networks(), firmware);
  }

  MachineSpec spec(List<NetworkId> networks) {
    return spec(networks, null);
  }

  private MachineSpec spec(List<NetworkId> networks, MachineSpec.Firmware firmware) {
    Site site = bench.inventory().sites().active();
    String name = vm.vm().vmName().toLowerCase(Locale.ROOT) + (live ? "" : "-test");
    return new MachineSpec(
        name,
        name,
        bench.simulated().zoneId(),
        site.templateId(),
        site.serviceOfferingId(),
        2,
        2048,
        10,
        networks,
        live,
        firmware);
  }

  StepCall create() {
    return call(new Step.CreateMachine(spec()));
  }

  MachineRef ref() {
    return vm.machineRef();
  }

  MachineId machine() {
    return bench.inventory().machines().find(operation().id()).orElseThrow().id();
  }

  CsMachine listed() {
    return bench.cloud().machine(machine()).orElseThrow();
  }

  StepCall start() {
    return start(live ? SourceRule.OFF : SourceRule.ANY);
  }

  StepCall start(SourceRule rule) {
    List<DiskRef> disks =
        bench.inventory().disks().of(operation().context()).stream().map(d -> d.ref()).toList();
    return call(new Step.StartMachine(ref(), disks, rule));
  }

  StepCall destroy() {
    return call(new Step.DestroyMachine(ref()));
  }

  boolean isDirty(int disk) {
    return bench.inventory().disks().dirty(operation().context()).stream()
        .anyMatch(mark -> mark.disk().equals(disk(disk).disk()));
  }

  /** The replicated disks are off the appliance, as the daemon would leave them. */
  TestedVm detached(int... disks) {
    IntStream.of(disks)
        .forEach(disk -> bench.site().awaitJob(bench.cloud().detach(disk(disk).volume())));
    return this;
  }

  /** Puts a disk on the destination. */
  TestedVm attached(int disk, int deviceId) {
    bench.inventory().machines().volumesAttached(operation().id());
    bench.site().awaitJob(bench.cloud().attach(disk(disk).volume(), machine(), deviceId));
    return this;
  }

  /** A rootless destination that holds all disks, snapshotted before. */
  TestedVm readyToStart(int disks) {
    IntStream.range(0, disks).forEach(disk -> bench.run(takeSnapshot(disk)));
    bench.run(create());
    bench.run(call(new Step.DetachTemplateRoot(ref())));
    bench.run(call(new Step.DeleteTemplateRoot(ref())));
    bench.run(call(new Step.ProtectMachine(ref())));
    for (int disk = 0; disk < disks; disk++) {
      detached(disk).attached(disk, disk);
    }
    return this;
  }

  /** Something other than the replication wrote to the disk, and it is on record. */
  TestedVm dirty(int disk) {
    recordedDirty(disk);
    bench.simulated().write(disk(disk).volume().value(), "injector", "drivers", true);
    return this;
  }

  /** The disk counts as written to. */
  TestedVm recordedDirty(int disk) {
    bench.inventory().disks().markDirty(operation(), disk(disk), "test");
    return this;
  }

  /** How many calls of a command named this id in any parameter. */
  long calls(String command, String id) {
    return bench.simulated().journal().of(command).stream()
        .filter(entry -> entry.parameters().containsValue(id))
        .count();
  }
}
