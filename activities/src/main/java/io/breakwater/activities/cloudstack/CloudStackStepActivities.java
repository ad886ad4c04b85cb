package io.breakwater.activities.cloudstack;

import io.breakwater.activities.frame.SourceAtStart;
import io.breakwater.activities.frame.StepFrame;
import io.breakwater.step.CloudStackSteps;
import io.breakwater.step.StepCall;
import io.breakwater.step.StepResult;
import java.time.Clock;

/** The steps that CloudStack itself carries out. */
public final class CloudStackStepActivities implements CloudStackSteps {
  private final StepFrame frame;
  private final Snapshotting snapshots;
  private final Reverting reverts;
  private final Deploying deploys;
  private final TemplateRoots roots;
  private final Guarding guards;
  private final Powering power;
  private final Checking checks;
  private final Stopping stops;
  private final Destroying destroys;

  /**
   * The steps.
   *
   * @param sourceAtStart is asked right before a destination is started
   */
  public CloudStackStepActivities(
      StepFrame frame,
      CloudStackConnections connections,
      CloudStackRecords records,
      SourceAtStart sourceAtStart,
      Clock clock) {
    this.frame = frame;
    Ensuring ensuring = new Ensuring(connections, clock);
    SourceGuard source = new SourceGuard(records);
    Destinations destinations = new Destinations(connections, records);
    this.snapshots = new Snapshotting(connections, records, source, destinations, ensuring);
    this.reverts = new Reverting(connections, records, source, ensuring);
    this.deploys = new Deploying(connections, records, ensuring);
    this.roots = new TemplateRoots(connections, records, destinations, ensuring);
    this.guards = new Guarding(connections, records, destinations);
    this.power = new Powering(connections, records, destinations, source, sourceAtStart, ensuring);
    this.checks = new Checking(connections, destinations);
    this.stops = new Stopping(connections, destinations);
    this.destroys = new Destroying(connections, records, destinations, ensuring);
  }

  @Override
  public StepResult takeSnapshot(StepCall call) {
    return frame.run(call, snapshots::take);
  }

  @Override
  public StepResult createMachine(StepCall call) {
    return frame.run(call, deploys::create);
  }

  @Override
  public StepResult detachTemplateRoot(StepCall call) {
    return frame.run(call, roots::detach);
  }

  @Override
  public StepResult deleteTemplateRoot(StepCall call) {
    return frame.run(call, roots::delete);
  }

  @Override
  public StepResult protectMachine(StepCall call) {
    return frame.run(call, guards::protect);
  }

  @Override
  public StepResult startMachine(StepCall call) {
    return frame.run(call, power::start);
  }

  @Override
  public StepResult checkMachine(StepCall call) {
    return frame.run(call, checks::check);
  }

  @Override
  public StepResult recoverMachine(StepCall call) {
    return frame.run(call, power::recover);
  }

  @Override
  public StepResult stopMachine(StepCall call) {
    return frame.run(call, stops::stop);
  }

  @Override
  public StepResult revertSnapshot(StepCall call) {
    return frame.run(call, reverts::revert);
  }

  @Override
  public StepResult deleteSnapshot(StepCall call) {
    return frame.run(call, snapshots::delete);
  }

  @Override
  public StepResult unprotectMachine(StepCall call) {
    return frame.run(call, guards::unprotect);
  }

  @Override
  public StepResult destroyMachine(StepCall call) {
    return frame.run(call, destroys::destroy);
  }

  @Override
  public StepResult releaseMachine(StepCall call) {
    return frame.run(call, guards::release);
  }
}
