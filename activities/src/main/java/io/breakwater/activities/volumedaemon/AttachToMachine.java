package io.breakwater.activities.volumedaemon;

import io.breakwater.activities.cloudstack.CsVolume;
import io.breakwater.activities.frame.StepContext;
import io.breakwater.activities.frame.StepFailures;
import io.breakwater.plan.DiskRef;
import io.breakwater.vm.MachineId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Puts a disk on the destination: as its root at device 0, or as a data disk.
 *
 * @param allowed throws when a condition for the attach does not hold, and records what has to be
 *     recorded before it
 */
record AttachToMachine(
    VolumeDaemon daemon,
    DiskRef disk,
    MachineId machine,
    boolean asRoot,
    Consumer<CsVolume> allowed)
    implements DaemonMove {

  @Override
  public Optional<MachineId> appliance() {
    return Optional.empty();
  }

  @Override
  public String what() {
    return "attach "
        + Places.name(disk)
        + (asRoot ? " as root" : " as data disk")
        + " to machine "
        + machine;
  }

  @Override
  public boolean isDone(CsVolume volume) {
    if (!Places.isAttachedTo(machine, volume, what())) {
      return false;
    }
    if (asRoot != (volume.deviceId() == 0)) {
      throw StepFailures.precondition(
          what() + ": CloudStack has it " + Places.describe(volume) + ". Roll back.");
    }
    return true;
  }

  @Override
  public void check(CsVolume volume) {
    Places.requireReady(volume, what());
    allowed.accept(volume);
  }

  @Override
  public boolean isOverWhenCloudStackSays() {
    return true;
  }

  @Override
  public DaemonOperation submit() {
    return asRoot
        ? daemon.attachRoot(disk.volume(), machine)
        : daemon.attach(disk.volume(), machine);
  }

  @Override
  public CompletionStage<String> settle(StepContext step, CsVolume volume, String complaint) {
    String detail = "volume " + disk.volume() + " is " + Places.describe(volume);
    if (VolumeDaemonFailures.saysPlaceholderTaken(complaint)) {
      detail += "; the daemon cannot map a second data disk of one VM";
    } else if (!complaint.isEmpty()) {
      detail += " although the daemon said: " + VolumeDaemonFailures.shorten(complaint);
    }
    return CompletableFuture.completedFuture(detail);
  }
}
