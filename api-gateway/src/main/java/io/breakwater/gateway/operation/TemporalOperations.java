package io.breakwater.gateway.operation;

import io.breakwater.gateway.http.Envelope;
import io.breakwater.gateway.http.Refused;
import io.breakwater.operation.Candidate;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationRequest;
import io.breakwater.operation.Progress;
import io.breakwater.operation.Queues;
import io.breakwater.operation.SearchAttributes;
import io.breakwater.operation.Submit.SubmitRequest;
import io.breakwater.vm.ContextId;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowTargetOptions;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts operations and finds them in Temporal. The workflow id of a VM is the lock: of two starts
 * at the same moment exactly one wins. Thread-safe; calls block for as long as Temporal's client is
 * told to try.
 */
public final class TemporalOperations {
  private static final Logger LOG = LoggerFactory.getLogger(TemporalOperations.class);
  private static final String JOB_ID = "externalJobId";
  private static final String START_ID = "startId";

  private final WorkflowClient client;
  private final Clock clock;

  /** Works through this client, in its namespace. */
  public TemporalOperations(WorkflowClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  /**
   * Starts an operation; returns as soon as Temporal has it.
   *
   * @param request its {@code externalJobId} is the job's id
   * @throws Refused 409 with the workflow id of the operation that runs on the VM
   */
  public Started start(OperationKind kind, Candidate vm, OperationRequest request) {
    return start(kind, vm, request, "");
  }

  /**
   * The same, found again by {@link #startedBy} however the answer gets lost.
   *
   * @param startId unique; empty for none
   */
  public Started start(OperationKind kind, Candidate vm, OperationRequest request, String startId) {
    try {
      return begin(kind, vm, request, startId);
    } catch (WorkflowExecutionAlreadyStarted e) {
      if (!new LastMoments(client).areOver(e.getExecution())) {
        throw busy(vm, e.getExecution());
      }
    }
    try {
      return begin(kind, vm, request, startId);
    } catch (WorkflowExecutionAlreadyStarted e) {
      throw busy(vm, e.getExecution());
    }
  }

  private Started begin(
      OperationKind kind, Candidate vm, OperationRequest request, String startId) {
    String id = Queues.workflowId(vm.contextId());
    WorkflowStub stub =
        client.newUntypedWorkflowStub(kind.workflowType(), options(kind, id, vm, request, startId));
    WorkflowExecution execution = stub.start(request);
    return new Started(id, execution.getRunId(), request.externalJobId(), startOf(stub, execution));
  }

  /**
   * The same, except that an operation that runs on the VM is cancelled and awaited first. Returns
   * as soon as Temporal has either the operation or the order to start it after that; {@link
   * #latest} knows it by its job id meanwhile.
   *
   * @throws Refused 409 when such an order stands already
   */
  public Started takeOver(OperationKind kind, Candidate vm, OperationRequest request) {
    return takeOver(kind, vm, request, "");
  }

  /** The same, found again by {@link #startedBy}. */
  public Started takeOver(
      OperationKind kind, Candidate vm, OperationRequest request, String startId) {
    try {
      return start(kind, vm, request, startId);
    } catch (Refused busy) {
      if (busy.answer().runningWorkflowId() == null) {
        throw busy;
      }
    }
    String id = submitId(vm.contextId());
    WorkflowStub stub =
        client.newUntypedWorkflowStub("Submit", options(kind, id, vm, request, startId));
    try {
      WorkflowExecution execution =
          stub.start(new SubmitRequest(kind, vm.contextId().value(), true, request));
      return new Started(
          id, execution.getRunId(), request.externalJobId(), startOf(stub, execution));
    } catch (WorkflowExecutionAlreadyStarted e) {
      throw busy(vm, e.getExecution());
    }
  }

  private static String submitId(ContextId context) {
    return "submit/" + context;
  }

  /** When Temporal says it started; that moment names what the operation makes. */
  private Instant startOf(WorkflowStub stub, WorkflowExecution execution) {
    try {
      return stub.describe().getStartTime();
    } catch (WorkflowServiceException e) {
      LOG.warn("started {}, but could not read when", execution.getWorkflowId(), e);
      return clock.instant();
    }
  }

  private static WorkflowOptions options(
      OperationKind kind, String id, Candidate vm, OperationRequest request, String startId) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(id)
        .setTaskQueue(Queues.MAIN)
        .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL)
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
        .setStaticSummary(kind.title() + " of " + vm.vmName())
        .setMemo(Map.of(JOB_ID, request.externalJobId(), START_ID, startId))
        .setTypedSearchAttributes(attributes(kind, vm))
        .build();
  }

  /** What the operation will say of itself as soon as a worker takes it. */
  private static io.temporal.common.SearchAttributes attributes(OperationKind kind, Candidate vm) {
    return io.temporal.common.SearchAttributes.newBuilder()
        .set(SearchAttributes.VM, vm.vmName())
        .set(SearchAttributes.OPERATION, kind.name())
        .set(SearchAttributes.PHASE, Progress.State.RUNNING.name())
        .set(SearchAttributes.NEEDS_OPERATOR, false)
        .build();
  }

  private static Refused busy(Candidate vm, WorkflowExecution running) {
    String error =
        "an operation already runs on VM '"
            + vm.vmName()
            + "': workflow "
            + running.getWorkflowId()
            + ", run "
            + running.getRunId()
            + "; wait for its end or cancel it";
    return new Refused(
        409, Envelope.failed("VM is busy", error).withRunning(running.getWorkflowId()));
  }

  /** The operation, or the order to start one, that this start led to; empty when none is known. */
  public Optional<Started> startedBy(String startId, ContextId context) {
    return startedBy(startId, Queues.workflowId(context))
        .or(() -> startedBy(startId, submitId(context)));
  }

  private Optional<Started> startedBy(String startId, String workflowId) {
    try {
      WorkflowExecutionDescription found = client.newUntypedWorkflowStub(workflowId).describe();
      return startId.equals(found.getMemo(START_ID, String.class))
          ? Optional.of(latest(workflowId, found).asStarted())
          : Optional.empty();
    } catch (WorkflowNotFoundException e) {
      return Optional.empty();
    }
  }

  /** How one run stands; empty when Temporal does not know it. */
  public Optional<Latest> run(String workflowId, String runId) {
    try {
      WorkflowTargetOptions run =
          WorkflowTargetOptions.newBuilder().setWorkflowId(workflowId).setRunId(runId).build();
      return Optional.of(latest(workflowId, client.newUntypedWorkflowStub(run).describe()));
    } catch (WorkflowNotFoundException e) {
      return Optional.empty();
    }
  }

  /** The newest operation on a VM, whoever started it; empty when Temporal knows none. */
  public Optional<Latest> latest(ContextId context) {
    return described(Queues.workflowId(context));
  }

  /**
   * The newest order to take over a VM; it counts as running until the operation that it started
   * tells its own story. Empty when there is none.
   */
  public Optional<Latest> order(ContextId context) {
    return described(submitId(context))
        .map(order -> order.status().equals("completed") ? order.asRunning() : order);
  }

  private Optional<Latest> described(String id) {
    try {
      return Optional.of(latest(id, client.newUntypedWorkflowStub(id).describe()));
    } catch (WorkflowNotFoundException e) {
      return Optional.empty();
    }
  }

  private static Latest latest(String id, WorkflowExecutionDescription found) {
    return new Latest(
        id,
        found.getExecution().getRunId(),
        found.getMemo(JOB_ID, String.class) instanceof String jobId ? jobId : null,
        found.getWorkflowType(),
        word(found.getStatus()),
        found.getStartTime(),
        found.getCloseTime());
  }

  private static String word(WorkflowExecutionStatus status) {
    return switch (status) {
      case WORKFLOW_EXECUTION_STATUS_COMPLETED -> "completed";
      case WORKFLOW_EXECUTION_STATUS_FAILED,
          WORKFLOW_EXECUTION_STATUS_TIMED_OUT,
          WORKFLOW_EXECUTION_STATUS_TERMINATED ->
          "failed";
      case WORKFLOW_EXECUTION_STATUS_CANCELED -> "cancelled";
      default -> "running";
    };
  }
}
