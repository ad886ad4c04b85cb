package io.breakwater.activities.cloudstack;

import io.breakwater.activities.frame.StepContext;
import io.breakwater.activities.frame.StepFailures;
import io.breakwater.plan.Step;
import io.breakwater.step.StepResult;
import io.breakwater.vm.MachineId;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Delete protection: on before the first protected volume comes, off when none is left, or when a
 * commit leaves the volumes to the destination for good.
 */
final class Guarding {
  private final CloudStackConnections connections;
  private final Destinations destinations;
  private final CommitGuard commits;

  Guarding(
      CloudStackConnections connections, CloudStackRecords records, Destinations destinations) {
    this.connections = connections;
    this.destinations = destinations;
    this.commits = new CommitGuard(records);
  }

  CompletionStage<StepResult> protect(StepContext step) {
    String what = "protect the destination against deletion";
    MachineId id = destinations.resolve(step.action(Step.ProtectMachine.class).machine(), what);
    CsMachine machine = destinations.require(id, what);
    if (machine.deleteProtection()) {
      return Ensuring.completed(StepResult.already("vm " + id + " has delete protection"));
    }
    destinations.requireOurs(machine, step.operation(), what);
    step.confirm();
    connections.cloud().deleteProtection(id, true);
    CsMachine after = destinations.require(id, what);
    if (after.deleteProtection()) {
      return Ensuring.completed(StepResult.done("vm " + id + " has delete protection"));
    }
    if (after.deleteProtectionKnown()) {
      throw notAsExpected(what + " (vm " + id + "): CloudStack took the call, but it is still off");
    }
    return Ensuring.completed(
        StepResult.done(
            "warning: this CloudStack knows no delete protection; a destroy of vm "
                + id
                + " would take the disk at device 0 along"));
  }

  CompletionStage<StepResult> unprotect(StepContext step) {
    String what = "lift delete protection";
    MachineId id = destinations.resolve(step.action(Step.UnprotectMachine.class).machine(), what);
    Optional<CsMachine> machine = destinations.find(id);
    if (machine.isEmpty() || !machine.get().deleteProtection()) {
      return Ensuring.completed(StepResult.already("vm " + id + " has no delete protection"));
    }
    destinations.requireOurs(machine.get(), step.operation(), what);
    destinations.requireNoProtected(id, what + " of vm " + id);
    return lift(step, id, what);
  }

  CompletionStage<StepResult> release(StepContext step) {
    String what = "release the committed destination";
    MachineId id = destinations.resolve(step.action(Step.ReleaseMachine.class).machine(), what);
    CsMachine machine = destinations.require(id, what);
    if (!machine.deleteProtection()) {
      return Ensuring.completed(StepResult.already("vm " + id + " has no delete protection"));
    }
    destinations.requireOurs(machine, step.operation(), what);
    commits.require(step.operation(), what + " (vm " + id + ")");
    return lift(step, id, what);
  }

  private CompletionStage<StepResult> lift(StepContext step, MachineId id, String what) {
    step.confirm();
    connections.cloud().deleteProtection(id, false);
    if (destinations.find(id).filter(CsMachine::deleteProtection).isPresent()) {
      throw notAsExpected(what + " (vm " + id + "): CloudStack took the call, but it is still on");
    }
    return Ensuring.completed(StepResult.done("vm " + id + " has no delete protection any more"));
  }

  private static RuntimeException notAsExpected(String message) {
    return StepFailures.retryable(message + ". Trying again.", Ensuring.NOT_AS_EXPECTED);
  }
}
