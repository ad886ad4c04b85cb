package io.breakwater.activities.cloudstack;

import io.breakwater.activities.frame.StepContext;
import io.breakwater.activities.frame.StepFailures;
import io.breakwater.inventory.machine.MachineRow;
import io.breakwater.inventory.machine.Machines;
import io.breakwater.plan.MachineRef;
import io.breakwater.plan.Step;
import io.breakwater.step.StepResult;
import io.breakwater.vm.MachineId;
import io.breakwater.vm.VolumeId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * The ROOT volumes that CloudStack makes with a destination. Only they may ever be deleted, and
 * only by the id recorded before anything else was attached.
 */
public final class TemplateRoots {
  private static final Set<String> GONE = Set.of("Destroy", "Expunging", "Expunged");

  private final CloudStackConnections connections;
  private final CloudStackRecords records;
  private final Destinations destinations;
  private final Ensuring ensuring;

  TemplateRoots(
      CloudStackConnections connections,
      CloudStackRecords records,
      Destinations destinations,
      Ensuring ensuring) {
    this.connections = connections;
    this.records = records;
    this.destinations = destinations;
    this.ensuring = ensuring;
  }

  /**
   * Records the ROOT volume of a VM of ours, if that is still certain: it is the only volume there,
   * at device 0, and no volume was ever sent to the VM.
   *
   * @return the recorded volume; empty while none is recorded and none is listed
   * @throws IllegalStateException when nobody can say any more which volume may be deleted
   */
  public static Optional<VolumeId> record(CloudStack cloud, Machines machines, MachineRow row) {
    if (row.templateRoot() != null) {
      return Optional.of(row.templateRoot());
    }
    List<CsVolume> volumes = cloud.volumesOf(row.id());
    if (volumes.isEmpty()) {
      return Optional.empty();
    }
    CsVolume only = volumes.get(0);
    if (volumes.size() > 1 || only.deviceId() != 0 || row.volumesAttached()) {
      throw new IllegalStateException(
          "record the template root of vm "
              + row.id()
              + ": it is not the only volume there any more, so none may be deleted");
    }
    machines.templateRoot(row.operation(), only.id());
    return Optional.of(only.id());
  }

  CompletionStage<StepResult> detach(StepContext step) {
    MachineRef ref = step.action(Step.DetachTemplateRoot.class).machine();
    String what = "detach the template root";
    MachineId machine = destinations.resolve(ref, what);
    VolumeId root = destinations.requireTemplateRoot(ref, what);
    String named = what + " " + root + " from vm " + machine;
    return ensuring.run(
        step,
        Ensure.of(
            named,
            () -> detached(root, machine, named),
            job -> job.is("detachVolume", root.value()),
            () -> {
              CsMachine seen = destinations.require(machine, named);
              destinations.requireOurs(seen, step.operation(), named);
              destinations.requireStopped(seen, named);
              destinations.requireTemplateRoot(ref, named);
            },
            () -> connections.cloud().detach(root)));
  }

  private Optional<String> detached(VolumeId root, MachineId machine, String what) {
    Optional<CsVolume> volume = find(root);
    if (volume.isEmpty()) {
      return Optional.of("volume " + root + " is gone");
    }
    if (volume.get().isAttached() && !volume.get().isOn(machine)) {
      throw StepFailures.precondition(
          what + ": it hangs on vm " + volume.get().machine() + ". Leave it alone.");
    }
    return volume.get().isAttached()
        ? Optional.empty()
        : Optional.of("volume " + root + " is detached");
  }

  CompletionStage<StepResult> delete(StepContext step) {
    MachineRef ref = step.action(Step.DeleteTemplateRoot.class).machine();
    String what = "delete the template root";
    VolumeId root = destinations.requireTemplateRoot(ref, what);
    String named = what + " " + root;
    MachineRow row = destinations.row(ref).orElseThrow();
    if (isGone(root, row)) {
      return Ensuring.completed(StepResult.already("volume " + root + " is gone"));
    }
    requireDetached(root, named);
    step.confirm();
    try {
      connections.cloud().deleteVolume(root);
    } catch (CloudStackException e) {
      if (e.kind() == CloudStackException.Kind.UNAVAILABLE || !isGone(root, row)) {
        throw e;
      }
    }
    if (!isGone(root, row)) {
      throw CloudStackFailures.ofNonsense(named, "the volume is still listed");
    }
    return Ensuring.completed(StepResult.done("deleted volume " + root));
  }

  private void requireDetached(VolumeId root, String what) {
    CsVolume volume = find(root).orElseThrow();
    if (volume.isAttached()) {
      throw StepFailures.precondition(
          what + ": it hangs on vm " + volume.machine() + ". Observe again.");
    }
  }

  private boolean isGone(VolumeId root, MachineRow row) {
    if (find(root).isPresent()) {
      return false;
    }
    records.machines().templateRootDeleted(row.operation());
    return true;
  }

  private Optional<CsVolume> find(VolumeId root) {
    return connections.cloud().volume(root).filter(volume -> !GONE.contains(volume.state()));
  }
}
