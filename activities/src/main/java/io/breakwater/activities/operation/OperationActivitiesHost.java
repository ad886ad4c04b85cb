package io.breakwater.activities.operation;

import io.breakwater.activities.await.AsyncSteps;
import io.breakwater.activities.frame.ServedAppliance;
import io.breakwater.activities.frame.StepFailures;
import io.breakwater.activities.observation.Observer;
import io.breakwater.activities.observation.Systems;
import io.breakwater.activities.telemetry.Telemetry;
import io.breakwater.inventory.Inventory;
import io.breakwater.inventory.context.ContextRow;
import io.breakwater.inventory.job.JobLog.Level;
import io.breakwater.observation.PendingWork;
import io.breakwater.operation.Candidate;
import io.breakwater.operation.OperationResult;
import io.breakwater.operation.VmFilter;
import io.breakwater.step.OperationActivities;
import io.breakwater.step.OperationRef;
import io.breakwater.step.StepResult;
import io.temporal.activity.Activity;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** The activities that frame an operation's steps; failures leave it with their stable types. */
public final class OperationActivitiesHost implements OperationActivities {
  private final AsyncSteps async;
  private final Inventory inventory;
  private final ServedAppliance served;
  private final Opening opening;
  private final Planning planning;
  private final Waiting waiting;
  private final Closing closing;

  /**
   * The activities.
   *
   * @param served the appliance whose VMs it looks at
   */
  public OperationActivitiesHost(
      AsyncSteps async,
      Systems systems,
      Observer observer,
      OperationSettings settings,
      ServedAppliance served) {
    this.served = served;
    this.async = async;
    this.inventory = systems.inventory();
    this.opening = new Opening(inventory, settings);
    this.planning = new Planning(inventory, observer, settings);
    this.waiting = new Waiting(systems, settings, Clock.systemUTC());
    this.closing = new Closing(inventory, settings);
  }

  @Override
  public List<Candidate> resolveVm(String vm) {
    return typed(() -> inventory.contexts().resolve(vm));
  }

  @Override
  public List<Candidate> listVms(VmFilter filter) {
    return typed(
        () ->
            inventory.contexts().list().stream()
                .map(ContextRow::candidate)
                .filter(filter::matches)
                .toList());
  }

  @Override
  public Begun beginOperation(Begin begin) {
    return typed(() -> opening.begin(begin));
  }

  @Override
  public Planned observeAndPlan(PlanRequest request) {
    return beating(
        () -> {
          served.require(request.operation().context());
          return planning.plan(request);
        });
  }

  @Override
  public StepResult awaitPending(OperationRef operation, List<PendingWork> pending) {
    return typed(
        () -> {
          served.require(operation.context());
          return waiting.await(operation, pending);
        });
  }

  @Override
  public void recordAudit(OperationRef operation, AuditEntry entry) {
    typed(
        () -> {
          inventory.audit().record(operation, entry);
          String by = entry.by() == null ? "" : entry.by();
          String why = entry.why() == null ? "" : entry.why();
          inventory
              .jobLog()
              .event(
                  operation.id(),
                  Level.WARN,
                  entry.what(),
                  Map.of("at", entry.at().toString(), "by", by, "why", why));
          return null;
        });
  }

  @Override
  public void finishOperation(OperationRef operation, OperationResult result) {
    beating(
        () -> {
          closing.finish(operation, result);
          Telemetry.operationEnded(result.kind().name(), result.end().name());
          return null;
        });
  }

  private <T> T beating(Callable<T> work) {
    return async.run(() -> typed(work));
  }

  private static <T> T typed(Callable<T> work) {
    try {
      return work.call();
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw Activity.wrap(StepFailures.of(e));
    }
  }
}
