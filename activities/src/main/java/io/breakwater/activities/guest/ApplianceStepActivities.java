package io.breakwater.activities.guest;

import io.breakwater.activities.await.JobWatcher;
import io.breakwater.activities.check.GuestChecks;
import io.breakwater.activities.cloudstack.CloudStackConnections;
import io.breakwater.activities.frame.StepFrame;
import io.breakwater.activities.volumedaemon.DeviceLinks;
import io.breakwater.activities.volumedaemon.VolumeDaemon;
import io.breakwater.inventory.Inventory;
import io.breakwater.step.ApplianceSteps;
import io.breakwater.step.StepCall;
import io.breakwater.step.StepResult;
import java.time.Clock;

/** The steps that run on the appliance itself; host them only on a worker there. */
public final class ApplianceStepActivities implements ApplianceSteps {
  private final StepFrame frame;
  private final Flushing flushing;
  private final Injecting injecting;
  private final GuestChecks checks;

  /**
   * The steps.
   *
   * @param watcher of {@link InjectorJobs} over the same injectors
   * @param checks tries what may be tried from here against destinations
   */
  public ApplianceStepActivities(
      StepFrame frame,
      VolumeDaemon daemon,
      CloudStackConnections connections,
      Inventory inventory,
      FlushConfig flush,
      ProcessInjectors injectors,
      JobWatcher watcher,
      GuestChecks checks,
      Clock clock) {
    Devices devices = new Devices(daemon, DeviceLinks.onThisHost());
    this.frame = frame;
    this.checks = checks;
    this.flushing = new Flushing(devices, flush);
    this.injecting =
        new Injecting(
            injectors,
            watcher,
            inventory.disks(),
            new InjectionChecks(devices, connections, inventory),
            clock);
  }

  @Override
  public StepResult flushDevices(StepCall call) {
    return frame.run(call, flushing::run);
  }

  @Override
  public StepResult injectDrivers(StepCall call) {
    return frame.run(call, injecting::run);
  }

  @Override
  public StepResult checkGuest(StepCall call) {
    return frame.run(call, checks::run);
  }
}
