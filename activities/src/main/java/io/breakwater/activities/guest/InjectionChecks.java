package io.breakwater.activities.guest;

import io.breakwater.activities.cloudstack.CloudStack;
import io.breakwater.activities.cloudstack.CloudStackConnections;
import io.breakwater.activities.cloudstack.CsSnapshot;
import io.breakwater.activities.frame.StepFailures;
import io.breakwater.activities.volumedaemon.DaemonMapping;
import io.breakwater.inventory.Inventory;
import io.breakwater.inventory.context.ContextRow;
import io.breakwater.observation.SnapshotView;
import io.breakwater.plan.DiskRef;
import io.breakwater.step.OperationRef;
import java.util.Optional;

/** What must hold right before an injection is started. */
final class InjectionChecks {
  private final Devices devices;
  private final CloudStackConnections connections;
  private final Inventory inventory;

  InjectionChecks(Devices devices, CloudStackConnections connections, Inventory inventory) {
    this.devices = devices;
    this.connections = connections;
    this.inventory = inventory;
  }

  /** The id that names the VM in the injector's job id and log file. */
  String vmwareVmId(OperationRef operation) {
    return inventory
        .contexts()
        .find(operation.context())
        .map(ContextRow::vmwareVmId)
        .filter(id -> id != null && !id.isBlank())
        .orElse(operation.context().value());
  }

  /**
   * Source quiet, snapshot there, disk on the appliance: returns the device.
   *
   * @throws io.temporal.failure.ApplicationFailure when one does not hold
   */
  String deviceIfAllowed(OperationRef operation, DiskRef disk) {
    String what = "inject drivers into " + disk.disk() + " (volume " + disk.volume() + ")";
    inventory
        .replications()
        .activeJob(operation.context())
        .ifPresent(
            job -> {
              throw StepFailures.precondition(
                  what + ": replication job " + job + " is under way. Wait until it ended.");
            });
    CloudStack cloud = connections.cloud();
    requireSnapshot(cloud, operation, disk, what);
    DaemonMapping mapping = devices.of(disk);
    boolean onAppliance =
        cloud.volume(disk.volume()).filter(v -> v.isOn(mapping.machine())).isPresent();
    if (!onAppliance) {
      throw StepFailures.precondition(
          what + ": CloudStack does not have it on the appliance. Observe again.");
    }
    return mapping.devicePath();
  }

  private void requireSnapshot(
      CloudStack cloud, OperationRef operation, DiskRef disk, String what) {
    Optional<CsSnapshot> snapshot =
        inventory
            .snapshots()
            .find(operation.id(), disk.disk())
            .filter(row -> row.id() != null)
            .flatMap(row -> cloud.snapshot(row.id()));
    boolean ready =
        snapshot
            .filter(s -> s.state() == SnapshotView.State.READY)
            .filter(s -> disk.volume().equals(s.volume()))
            .isPresent();
    if (!ready) {
      throw StepFailures.precondition(
          what
              + ": no Ready snapshot of this operation"
              + snapshot.map(s -> " (it is " + s.rawState() + ")").orElse("")
              + ", so the injection could not be taken back.");
    }
  }
}
