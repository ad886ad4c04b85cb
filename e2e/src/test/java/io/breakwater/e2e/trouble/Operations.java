package io.breakwater.e2e.trouble;

import io.breakwater.operation.Inspect;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationRequest;
import io.breakwater.operation.Queues;
import io.breakwater.plan.PlanOutcome.Plan;
import io.breakwater.plan.PlannedStep;
import io.breakwater.simulator.site.ProtectedContext;
import io.breakwater.step.OperationActivities.Planned;
import io.breakwater.vm.ContextId;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.util.List;
import java.util.UUID;

/** Starts operations as people do: by workflow type and {@code vm/<contextId>}. */
final class Operations {
  private final WorkflowClient client;

  Operations(WorkflowClient client) {
    this.client = client;
  }

  Run testFailover(ProtectedContext vm) {
    return start(OperationKind.TEST_FAILOVER, request(vm));
  }

  Run cleanup(ProtectedContext vm) {
    return start(OperationKind.CLEANUP, request(vm));
  }

  Run start(OperationKind kind, ProtectedContext vm) {
    return start(kind, request(vm));
  }

  Run start(OperationKind kind, OperationRequest request) {
    WorkflowStub workflow =
        client.newUntypedWorkflowStub(
            kind.workflowType(),
            WorkflowOptions.newBuilder()
                .setWorkflowId(Queues.workflowId(request.contextId()))
                .setTaskQueue(Queues.MAIN)
                .build());
    workflow.start(request);
    return new Run(client, kind, request.contextId(), workflow);
  }

  /** The operation that runs, or ran last, on the VM. */
  Run latest(OperationKind kind, ProtectedContext vm) {
    ContextId context = new ContextId(vm.contextId());
    return new Run(
        client, kind, context, client.newUntypedWorkflowStub(Queues.workflowId(context)));
  }

  /** What an operation of this kind would do now. */
  List<PlannedStep> plan(OperationKind kind, ProtectedContext vm) {
    return plan(kind, request(vm));
  }

  /** What it would do on this request. */
  List<PlannedStep> plan(OperationKind kind, OperationRequest request) {
    Inspect inspect =
        client.newWorkflowStub(
            Inspect.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(Queues.inspectId(request.contextId(), UUID.randomUUID().toString()))
                .setTaskQueue(Queues.MAIN)
                .build());
    Planned planned = inspect.inspect(kind, request);
    if (planned.outcome() instanceof Plan plan) {
      return plan.steps();
    }
    throw new AssertionError("no plan for " + request.contextId() + ": " + planned.outcome());
  }

  static OperationRequest request(ProtectedContext vm) {
    return OperationRequest.of(new ContextId(vm.contextId()));
  }

  /** A request of somebody who means it: a rollback may discard, and switches the source on. */
  static OperationRequest inEarnest(OperationKind kind, ProtectedContext vm) {
    boolean back = kind == OperationKind.ROLLBACK;
    return OperationRequest.builder(new ContextId(vm.contextId()))
        .confirmDiscard(back)
        .powerOnSource(back)
        .build();
  }
}
