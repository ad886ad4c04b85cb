package io.breakwater.operation;

import io.breakwater.step.OperationActivities;
import io.breakwater.step.OperationActivities.Planned;
import io.temporal.activity.ActivityOptions;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.CancelExternalWorkflowException;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.ChildWorkflowStub;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Resolves a VM by its name and starts the operation under the VM's own workflow id. */
public final class SubmitWorkflow implements Submit {
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final int MAX_TRIES = 300;

  private final OperationActivities activities =
      Workflow.newActivityStub(
          OperationActivities.class,
          ActivityOptions.newBuilder()
              .setStartToCloseTimeout(Duration.ofSeconds(30))
              .setScheduleToCloseTimeout(Duration.ofMinutes(5))
              .setSummary("Find the VM")
              .build());

  @Override
  public Submitted submit(SubmitRequest request) {
    if (request.operation() == null) {
      throw ApplicationFailure.newNonRetryableFailure(
          "\"operation\" is missing: give one of " + List.of(OperationKind.values()),
          Failures.REFUSED);
    }
    Candidate vm = resolve(request.vm());
    OperationRequest operation = request.toRequest(vm.contextId());
    if (request.dryRun()) {
      return inspect(request.operation(), operation, vm);
    }
    String workflowId = Queues.workflowId(vm.contextId());
    Optional<WorkflowExecution> started =
        OperationStarter.start(request.operation(), operation, vm.vmName());
    if (started.isEmpty() && request.force()) {
      cancel(workflowId);
      started = startOnceFree(request.operation(), operation, vm.vmName());
    }
    WorkflowExecution execution =
        started.orElseThrow(
            () ->
                ApplicationFailure.newNonRetryableFailure(
                    "an operation runs on "
                        + vm.vmName()
                        + " ("
                        + workflowId
                        + "): wait for it, "
                        + "cancel it, or submit with \"force\": true",
                    Failures.OPERATION_RUNNING,
                    workflowId));
    return new Submitted(vm.contextId(), vm.vmName(), workflowId, execution.getRunId());
  }

  private static Submitted inspect(OperationKind kind, OperationRequest request, Candidate vm) {
    String id = Queues.inspectId(vm.contextId(), Workflow.randomUUID().toString());
    ChildWorkflowStub inspect =
        Workflow.newUntypedChildWorkflowStub(
            "Inspect",
            ChildWorkflowOptions.newBuilder()
                .setWorkflowId(id)
                .setTaskQueue(Queues.MAIN)
                .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                .setStaticSummary("Dry run: " + kind.title() + " of " + vm.vmName())
                .build());
    inspect.executeAsync(Planned.class, kind, request);
    String run = inspect.getExecution().get().getRunId();
    return new Submitted(vm.contextId(), vm.vmName(), id, run);
  }

  private static void cancel(String workflowId) {
    try {
      Workflow.newUntypedExternalWorkflowStub(workflowId).cancel();
    } catch (CancelExternalWorkflowException ended) {
      Workflow.getLogger(SubmitWorkflow.class).info("{} ended before its cancel", workflowId);
    }
  }

  private static Optional<WorkflowExecution> startOnceFree(
      OperationKind kind, OperationRequest request, String vm) {
    Optional<WorkflowExecution> started = Optional.empty();
    for (int i = 0; i < MAX_TRIES && started.isEmpty(); i++) {
      Workflow.sleep(PAUSE);
      started = OperationStarter.start(kind, request, vm);
    }
    return started;
  }

  private Candidate resolve(String name) {
    if (name == null || name.isBlank()) {
      throw ApplicationFailure.newNonRetryableFailure(
          "\"vm\" is missing: give the VM's name or its context id", Failures.UNKNOWN_VM);
    }
    List<Candidate> candidates = activities.resolveVm(name);
    if (candidates.isEmpty()) {
      throw ApplicationFailure.newNonRetryableFailure(
          "no VM is named \"" + name + "\": see GET /api/v1/vm-contexts for the names",
          Failures.UNKNOWN_VM);
    }
    if (candidates.size() > 1) {
      throw ApplicationFailure.newNonRetryableFailure(
          candidates.size() + " VMs are named \"" + name + "\": submit one of the context ids",
          Failures.AMBIGUOUS_VM,
          candidates);
    }
    return candidates.get(0);
  }
}
