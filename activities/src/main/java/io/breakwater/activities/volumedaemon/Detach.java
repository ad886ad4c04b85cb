package io.breakwater.activities.volumedaemon;

import io.breakwater.activities.cloudstack.CsVolume;
import io.breakwater.activities.frame.StepContext;
import io.breakwater.plan.DiskRef;
import io.breakwater.vm.MachineId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Takes a disk off a machine.
 *
 * @param cloudSuffices whether CloudStack's word ends it. What follows a detach from a destination
 *     asks the daemon nothing until the disk goes to the appliance, and that attach waits for the
 *     daemon's operation
 * @param allowed throws when a condition for the detach does not hold
 */
record Detach(
    VolumeDaemon daemon,
    DiskRef disk,
    MachineId from,
    String fromName,
    boolean cloudSuffices,
    Consumer<CsVolume> allowed)
    implements DaemonMove {

  /** Only what leaves the appliance waits for the daemon's word. */
  @Override
  public Optional<MachineId> appliance() {
    return cloudSuffices ? Optional.empty() : Optional.of(from);
  }

  @Override
  public String what() {
    return "detach " + Places.name(disk) + " from " + fromName;
  }

  @Override
  public boolean isDone(CsVolume volume) {
    return Places.isDetachedFrom(from, volume, what());
  }

  @Override
  public void check(CsVolume volume) {
    allowed.accept(volume);
  }

  @Override
  public boolean isOverWhenCloudStackSays() {
    return cloudSuffices;
  }

  @Override
  public DaemonOperation submit() {
    return daemon.detach(disk.volume());
  }

  /**
   * A mapping that is left over cannot be taken away here: the daemon deletes it only with a detach
   * that CloudStack carries out. It goes with the next one.
   */
  @Override
  public CompletionStage<String> settle(StepContext step, CsVolume volume, String complaint) {
    Optional<DaemonMapping> stale =
        cloudSuffices ? Optional.empty() : daemon.mapping(disk.volume());
    String detail =
        "volume "
            + disk.volume()
            + " is detached"
            + stale
                .map(m -> "; the Volume Daemon keeps a stale mapping to " + m.devicePath())
                .orElse("");
    return CompletableFuture.completedFuture(
        complaint.isEmpty() || VolumeDaemonFailures.saysAlreadyDetached(complaint)
            ? detail
            : detail + " although it said: " + VolumeDaemonFailures.shorten(complaint));
  }
}
