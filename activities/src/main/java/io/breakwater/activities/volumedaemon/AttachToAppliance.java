package io.breakwater.activities.volumedaemon;

import io.breakwater.activities.await.OutOfBudget;
import io.breakwater.activities.cloudstack.CsVolume;
import io.breakwater.activities.frame.StepContext;
import io.breakwater.activities.frame.StepFailures;
import io.breakwater.plan.DiskRef;
import io.breakwater.plan.Step;
import io.breakwater.vm.MachineId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Brings a disk home, where daemon and device have to agree with CloudStack. */
final class AttachToAppliance implements DaemonMove {
  private static final Duration LOOK = Duration.ofMillis(250);

  private final VolumeDaemon daemon;
  private final DeviceLinks links;
  private final Duration linkWait;
  private final Step.AttachToAppliance step;
  private final Runnable allowed;

  /**
   * A move.
   *
   * @param linkWait how long mapping and device link may take to appear
   * @param allowed throws when a condition for the attach does not hold
   */
  AttachToAppliance(
      VolumeDaemon daemon,
      DeviceLinks links,
      Duration linkWait,
      Step.AttachToAppliance step,
      Runnable allowed) {
    this.daemon = daemon;
    this.links = links;
    this.linkWait = linkWait;
    this.step = step;
    this.allowed = allowed;
  }

  @Override
  public DiskRef disk() {
    return step.disk();
  }

  @Override
  public Optional<MachineId> appliance() {
    return Optional.of(step.appliance());
  }

  @Override
  public String what() {
    return "attach " + Places.name(step.disk()) + " to the appliance " + step.appliance();
  }

  @Override
  public boolean isDone(CsVolume volume) {
    return Places.isAttachedTo(step.appliance(), volume, what());
  }

  @Override
  public void check(CsVolume volume) {
    Places.requireReady(volume, what());
    allowed.run();
  }

  @Override
  public boolean isOverWhenCloudStackSays() {
    return false;
  }

  @Override
  public DaemonOperation submit() {
    return daemon.attach(step.disk().volume(), step.appliance());
  }

  @Override
  public CompletionStage<String> settle(StepContext context, CsVolume volume, String complaint) {
    String attached = "volume " + step.disk().volume() + " is " + Places.describe(volume);
    if (!step.mappingExpected()) {
      return CompletableFuture.completedFuture(
          attached + "; the daemon's stale mapping goes with the detach that follows");
    }
    return context
        .poll("the device of " + step.disk().disk(), LOOK, linkWait, this::devicePath)
        .handle(
            (path, error) -> {
              if (error == null) {
                return attached + ", device " + path;
              }
              throw cause(error) instanceof OutOfBudget
                  ? StepFailures.precondition(disagreement(volume, complaint))
                  : new CompletionException(cause(error));
            });
  }

  /** The device once the daemon maps the volume to the appliance and the appliance shows it. */
  private Optional<String> devicePath() {
    return daemon
        .mapping(step.disk().volume())
        .filter(this::isRight)
        .map(DaemonMapping::devicePath)
        .filter(links::present);
  }

  private boolean isRight(DaemonMapping mapping) {
    return mapping.onAppliance() && mapping.machine().equals(step.appliance());
  }

  private String disagreement(CsVolume volume, String complaint) {
    // Asked once more without tolerance: an outage of the daemon is no disagreement.
    Optional<DaemonMapping> mapping = daemon.mapping(step.disk().volume());
    String daemonSays =
        mapping
            .map(
                m ->
                    isRight(m)
                        ? "the daemon maps it to "
                            + m.devicePath()
                            + ", which the appliance does not show"
                        : "the daemon maps it to machine " + m.machine() + " at " + m.devicePath())
            .orElse("the daemon has no mapping for it");
    return what()
        + ": CloudStack has it "
        + Places.describe(volume)
        + ", but "
        + daemonSays
        + (complaint.isEmpty() ? "" : " (it said: " + VolumeDaemonFailures.shorten(complaint) + ")")
        + ". Detach and attach it again.";
  }

  private static Throwable cause(Throwable error) {
    return error instanceof CompletionException && error.getCause() != null
        ? error.getCause()
        : error;
  }
}
