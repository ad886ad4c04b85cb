package io.breakwater.activities.volumedaemon;

import io.breakwater.activities.cloudstack.CloudStack;
import io.breakwater.activities.cloudstack.CsMachine;
import io.breakwater.activities.cloudstack.CsVolume;
import io.breakwater.activities.cloudstack.Deploy;
import io.breakwater.activities.cloudstack.Submitted;
import io.breakwater.inventory.Inventory;
import io.breakwater.inventory.disk.DiskRow;
import io.breakwater.inventory.site.Site;
import io.breakwater.observation.Baseline;
import io.breakwater.operation.OperationKind;
import io.breakwater.plan.DiskRef;
import io.breakwater.plan.MachineRef;
import io.breakwater.plan.MachineSpec;
import io.breakwater.plan.PlannedStep;
import io.breakwater.plan.Step;
import io.breakwater.plan.StepName;
import io.breakwater.plan.StepQueue;
import io.breakwater.simulator.site.ProtectedContext;
import io.breakwater.step.OperationActivities.Begin;
import io.breakwater.step.OperationRef;
import io.breakwater.step.StepCall;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.MachineId;
import io.breakwater.vm.NetworkId;
import io.breakwater.vm.OperationId;
import io.breakwater.vm.SnapshotId;
import io.breakwater.vm.VolumeId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One protected VM with an operation that holds its lease, and what tests ask of it. */
public final class ProtectedBench {
  private final ApplianceBench bench;
  private final ProtectedContext vm;
  private final OperationRef operation;
  private final List<DiskRef> disks;
  private MachineId machine;

  ProtectedBench(ApplianceBench bench, ProtectedContext vm) {
    this.bench = bench;
    this.vm = vm;
    ContextId context = new ContextId(vm.contextId());
    OperationId id = new OperationId(UUID.randomUUID().toString());
    Inventory inventory = bench.inventory();
    Begin begin =
        new Begin(
            id,
            OperationKind.TEST_FAILOVER,
            context,
            "vm/" + context,
            id.value(),
            "unified-test-failover-" + vm.vmName() + "-1",
            Instant.now(),
            "a test",
            List.of(),
            null,
            null,
            null);
    inventory.operations().begin(begin, vm.vmName());
    inventory.jobLog().begin(begin, vm.vmName(), vm.vmwareVmId());
    long fencing =
        inventory.leases().acquire(context, id, "installation-1", Duration.ofSeconds(90));
    this.operation = new OperationRef(id, context, vm.vmName(), fencing, 1);
    this.disks = inventory.disks().of(context).stream().map(DiskRow::ref).toList();
  }

  public OperationRef operation() {
    return operation;
  }

  public ProtectedContext vm() {
    return vm;
  }

  public DiskRef disk(int index) {
    return disks.get(index);
  }

  public MachineId machine() {
    return machine;
  }

  public MachineRef machineRef() {
    return MachineRef.madeBy(operation.id());
  }

  /** A call of this step. */
  public StepCall call(Step action) {
    return call(action, Duration.ofSeconds(30));
  }

  public StepCall call(Step action, Duration budget) {
    return new StepCall(
        operation,
        new PlannedStep(
            action.type() + "/" + UUID.randomUUID(),
            StepName.VOLUME_ATTACHMENT,
            action.type(),
            StepQueue.DAEMON,
            action,
            List.of(),
            budget));
  }

  public StepCall detach(int disk) {
    return call(new Step.DetachFromAppliance(disk(disk), bench.appliance()));
  }

  public StepCall attachAsRoot(int disk) {
    return call(new Step.AttachAsRoot(disk(disk), machineRef()));
  }

  public StepCall attachData(int disk) {
    return call(new Step.AttachData(disk(disk), machineRef()));
  }

  public StepCall detachFromMachine(int disk) {
    return call(new Step.DetachFromMachine(disk(disk), machineRef()));
  }

  public StepCall comeHome(int disk) {
    return call(new Step.AttachToAppliance(disk(disk), bench.appliance(), true));
  }

  /** Where CloudStack has the disk now. */
  public CsVolume volume(int disk) {
    return cloud().volume(disk(disk).volume()).orElseThrow();
  }

  /** How many calls of a command CloudStack got for the disk. */
  public long calls(String command, int disk) {
    return bench.simulator().cloud().journal().of(command).stream()
        .filter(entry -> disk(disk).volume().value().equals(entry.parameter("id")))
        .count();
  }

  /** Takes and records a snapshot of the disk on behalf of the operation. */
  public ProtectedBench withSnapshot(int disk) {
    Inventory inventory = bench.inventory();
    String name = "bw-" + operation.id().value().substring(0, 8) + "-" + disk(disk).disk();
    Baseline baseline = inventory.replications().baseline(operation.context(), disk(disk).disk());
    inventory.snapshots().intent(operation, disk(disk), name, baseline);
    Submitted submitted = cloud().createSnapshot(disk(disk).volume(), name);
    bench.awaitJob(submitted.job());
    SnapshotId snapshot = cloud().snapshotsOf(disk(disk).volume()).get(0).id();
    inventory.snapshots().recorded(operation, disk(disk), snapshot);
    return this;
  }

  /** Deploys a stopped, rootless, guarded destination that bears the operation's mark. */
  public ProtectedBench withDestination() {
    Inventory inventory = bench.inventory();
    Site site = inventory.sites().active();
    String name = "test-" + vm.vmName();
    MachineSpec spec =
        new MachineSpec(
            name,
            name,
            bench.simulator().cloud().zoneId(),
            site.templateId(),
            site.serviceOfferingId(),
            2,
            2048,
            10,
            List.of(new NetworkId(site.networkId())),
            false,
            null);
    inventory.machines().intent(operation, name, name);
    Submitted submitted =
        cloud()
            .deploy(
                new Deploy(
                    spec,
                    true,
                    Map.of(
                        CsMachine.OPERATION_DETAIL, operation.id().value(),
                        CsMachine.CONTEXT_DETAIL, operation.context().value())));
    bench.awaitJob(submitted.job());
    machine = new MachineId(submitted.object().orElseThrow());
    inventory.machines().deployed(operation.id(), machine);
    VolumeId root = cloud().volumesOf(machine).get(0).id();
    inventory.machines().templateRoot(operation.id(), root);
    bench.awaitJob(cloud().detach(root));
    cloud().deleteProtection(machine, true);
    return this;
  }

  public CloudStack cloud() {
    return bench.connections().cloud();
  }
}
