package io.breakwater.gateway;

import io.breakwater.inventory.context.Contexts;
import io.breakwater.observation.Observation;
import io.breakwater.observation.PendingWork;
import io.breakwater.operation.Candidate;
import io.breakwater.operation.OperationResult;
import io.breakwater.operation.VmFilter;
import io.breakwater.plan.Planner;
import io.breakwater.step.OperationActivities;
import io.breakwater.step.OperationRef;
import io.breakwater.step.StepResult;
import io.breakwater.vm.ContextId;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Finds VMs in the database, and plans with the real planner for what a test says is seen. */
final class StandInActivities implements OperationActivities {
  private final Contexts contexts;
  private final Map<ContextId, SeenVm> seen = new ConcurrentHashMap<>();

  StandInActivities(Contexts contexts) {
    this.contexts = contexts;
  }

  void show(ContextId context, SeenVm vm) {
    seen.put(context, vm);
  }

  @Override
  public List<Candidate> resolveVm(String vm) {
    return contexts.resolve(vm);
  }

  @Override
  public List<Candidate> listVms(VmFilter filter) {
    throw notHere();
  }

  @Override
  public Planned observeAndPlan(PlanRequest request) {
    SeenVm vm = seen.get(request.operation().context());
    if (vm == null) {
      throw ApplicationFailure.newNonRetryableFailure("CloudStack does not answer", "Unavailable");
    }
    Observation observation = vm.of(request.operation().context());
    return new Planned(
        new Planner().plan(observation, request.goal(), request.options()), observation);
  }

  @Override
  public Begun beginOperation(Begin begin) {
    throw notHere();
  }

  @Override
  public StepResult awaitPending(OperationRef operation, List<PendingWork> pending) {
    throw notHere();
  }

  @Override
  public void recordAudit(OperationRef operation, AuditEntry entry) {
    throw notHere();
  }

  @Override
  public void finishOperation(OperationRef operation, OperationResult result) {
    throw notHere();
  }

  private static IllegalStateException notHere() {
    return new IllegalStateException("stand-in operations change nothing");
  }
}
