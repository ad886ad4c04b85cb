package io.breakwater.activities.cloudstack;

import io.breakwater.activities.await.JobEnd;
import io.breakwater.activities.frame.StepContext;
import io.breakwater.activities.frame.StepFailures;
import io.breakwater.inventory.machine.MachineRow;
import io.breakwater.observation.MachineState;
import io.breakwater.plan.MachineRef;
import io.breakwater.plan.Step;
import io.breakwater.step.OperationRef;
import io.breakwater.step.StepResult;
import io.breakwater.vm.MachineId;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Destroys and expunges a destination. CloudStack 4.22 destroys whatever hangs at device 0 along
 * with it, delete protection of the volume or not, so nothing but the recorded template root may be
 * there.
 */
final class Destroying {
  private final CloudStackConnections connections;
  private final CloudStackRecords records;
  private final Destinations destinations;
  private final Ensuring ensuring;

  Destroying(
      CloudStackConnections connections,
      CloudStackRecords records,
      Destinations destinations,
      Ensuring ensuring) {
    this.connections = connections;
    this.records = records;
    this.destinations = destinations;
    this.ensuring = ensuring;
  }

  CompletionStage<StepResult> destroy(StepContext step) {
    MachineRef ref = step.action(Step.DestroyMachine.class).machine();
    MachineId id = destinations.resolve(ref, "destroy the destination");
    String what = "destroy vm " + id;
    return ensuring.run(
        step,
        new Ensure(
            what,
            () -> gone(id),
            job -> job.is("destroyVirtualMachine", id.value()) || isExpunge(job, id),
            () -> requireDestroyable(step.operation(), id, what),
            () -> submit(id, what),
            end -> goneAfter(id, end)));
  }

  private static boolean isExpunge(CsJob job, MachineId id) {
    return job.is("expungeVirtualMachine", id.value());
  }

  private Optional<String> gone(MachineId id) {
    if (destinations.find(id).isPresent()) {
      return Optional.empty();
    }
    records.machines().find(id).ifPresent(row -> records.machines().gone(row.operation()));
    return Optional.of("vm " + id + " is gone");
  }

  /** The result of destroy expunge=true names neither id nor state: only the list can tell. */
  private Optional<String> goneAfter(MachineId id, JobEnd end) {
    Optional<String> gone = gone(id);
    boolean expunging =
        end instanceof JobEnd.Succeeded
            && destinations.find(id).filter(m -> m.state() == MachineState.EXPUNGING).isPresent();
    if (gone.isEmpty() && expunging) {
      throw StepFailures.retryable("vm " + id + " is Expunging still.", "MachineBusy");
    }
    return gone;
  }

  private void requireDestroyable(OperationRef operation, MachineId id, String what) {
    CsMachine machine = destinations.require(id, what);
    destinations.requireOurs(machine, operation, what);
    switch (machine.state()) {
      case STOPPED, ERROR, DESTROYED -> {}
      default -> throw Destinations.unexpectedState(machine, what);
    }
    Optional<MachineRow> row = records.machines().find(id);
    destinations.requireOnlyTemplateRoot(id, row, what);
  }

  private String submit(MachineId id, String what) {
    return destinations.require(id, what).state() == MachineState.DESTROYED
        ? connections.cloud().expunge(id)
        : connections.cloud().destroy(id, true);
  }
}
