package io.breakwater.activities.check;

import io.breakwater.activities.frame.StepFrame;
import io.breakwater.activities.volumedaemon.ApplianceBench;
import io.breakwater.step.ApplianceSteps;
import io.breakwater.step.StepCall;
import io.breakwater.step.StepResult;

/** The checks as an activity, without the appliance's other steps. */
final class CheckSteps implements ApplianceSteps {
  private final StepFrame frame;
  private final GuestChecks checks;

  CheckSteps(ApplianceBench bench, CheckConfig config) {
    this.frame = bench.frame();
    this.checks = new GuestChecks(bench.connections(), bench.inventory().machines(), config);
  }

  @Override
  public StepResult checkGuest(StepCall call) {
    return frame.run(call, checks::run);
  }

  @Override
  public StepResult flushDevices(StepCall call) {
    throw new UnsupportedOperationException("not of these tests");
  }

  @Override
  public StepResult injectDrivers(StepCall call) {
    throw new UnsupportedOperationException("not of these tests");
  }
}
