package io.breakwater.activities.cloudstack;

import io.breakwater.activities.await.OutOfBudget;
import io.breakwater.activities.frame.StepContext;
import io.breakwater.observation.MachineState;
import io.breakwater.plan.Step;
import io.breakwater.step.CheckOutcome;
import io.breakwater.step.StepResult;
import io.breakwater.vm.MachineId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * Sees that a destination runs. One that does not is a failed step; one without an address on each
 * of its networks is an outcome that failed, because the guest may bring its own.
 */
final class Checking {
  private final CloudStackConnections connections;
  private final Destinations destinations;

  Checking(CloudStackConnections connections, Destinations destinations) {
    this.connections = connections;
    this.destinations = destinations;
  }

  CompletionStage<StepResult> check(StepContext step) {
    String what = "check the destination";
    MachineId id = destinations.resolve(step.action(Step.CheckMachine.class).machine(), what);
    return step.poll(
            "vm " + id + " to be Running with an address on each network",
            connections.timings().poll(),
            step.budget(),
            () -> up(id, what))
        .handle((up, thrown) -> thrown == null ? completed(up) : withoutAddress(id, what, thrown))
        .thenCompose(result -> result);
  }

  private Optional<StepResult> up(MachineId id, String what) {
    CsMachine machine = destinations.require(id, what);
    return switch (machine.state()) {
      case RUNNING -> hasAddresses(machine) ? Optional.of(outcome(machine)) : Optional.empty();
      case STARTING, MIGRATING -> Optional.empty();
      default -> throw Destinations.unexpectedState(machine, what);
    };
  }

  private CompletionStage<StepResult> withoutAddress(MachineId id, String what, Throwable thrown) {
    boolean running =
        Ensuring.unwrap(thrown) instanceof OutOfBudget
            && destinations.require(id, what).state() == MachineState.RUNNING;
    return running
        ? completed(outcome(destinations.require(id, what)))
        : CompletableFuture.failedFuture(thrown);
  }

  private static CompletionStage<StepResult> completed(StepResult result) {
    return CompletableFuture.completedFuture(result);
  }

  private static boolean hasAddresses(CsMachine machine) {
    return !machine.nics().isEmpty() && machine.nics().stream().allMatch(nic -> nic.ip() != null);
  }

  private static StepResult outcome(CsMachine machine) {
    String running = "vm " + machine.id() + " is Running";
    String addresses =
        machine.nics().isEmpty()
            ? "it has no network card"
            : machine.nics().stream().map(Checking::address).collect(Collectors.joining(", "));
    return StepResult.checked(
        List.of(
            new CheckOutcome("running", true, "CloudStack says that it is Running"),
            new CheckOutcome("address", hasAddresses(machine), addresses)),
        running + " at " + addresses);
  }

  private static String address(CsMachine.Nic nic) {
    return nic.ip() == null ? "none on " + nic.networkName() : nic.ip();
  }
}
