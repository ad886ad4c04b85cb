package io.breakwater.gateway.operation;

import io.breakwater.gateway.http.Refused;
import io.breakwater.inventory.history.OperationRecord.State;
import io.breakwater.operation.Batch.BatchProgress;
import io.breakwater.operation.Batch.BatchRequest;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.Queues;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Starts batches and asks them how they stand. Thread-safe; calls block. */
public final class Batches {
  private static final String KIND = "kind";
  private static final String PREFIX = Queues.batchId("");
  private static final int PATIENCE_SECONDS = 5;

  private final WorkflowClient client;
  private final Steering steering;
  private final Ends ends;

  /** Through these. */
  public Batches(WorkflowClient client, Steering steering, Ends ends) {
    this.client = client;
    this.steering = steering;
    this.ends = ends;
  }

  /** Starts a batch, once for each id; one that was started before stays as it is. */
  public String start(String id, BatchRequest request) {
    WorkflowStub stub =
        client.newUntypedWorkflowStub(
            "Batch",
            WorkflowOptions.newBuilder()
                .setWorkflowId(Queues.batchId(id))
                .setTaskQueue(Queues.MAIN)
                .setWorkflowIdReusePolicy(
                    WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE)
                .setStaticSummary(request.operation().title() + " of many VMs")
                .setMemo(Map.of(KIND, request.operation().name()))
                .build());
    try {
      return stub.start(request).getRunId();
    } catch (WorkflowExecutionAlreadyStarted started) {
      return started.getExecution().getRunId();
    }
  }

  /** The newest, also those that were not started through the gateway. */
  public List<Listed> newest(int most) {
    try (Stream<WorkflowExecutionMetadata> found =
        client.listExecutions("WorkflowType = 'Batch'")) {
      return found
          .limit(most)
          .map(Batches::listed)
          .sorted(Comparator.comparing(Listed::startedAt).reversed())
          .toList();
    }
  }

  private static Listed listed(WorkflowExecutionMetadata found) {
    String workflow = found.getExecution().getWorkflowId();
    return new Listed(
        workflow.startsWith(PREFIX) ? workflow.substring(PREFIX.length()) : workflow,
        found.getMemo(KIND, String.class) instanceof String kind
            ? OperationKind.valueOf(kind)
            : null,
        switch (found.getStatus()) {
          case WORKFLOW_EXECUTION_STATUS_RUNNING -> State.RUNNING;
          case WORKFLOW_EXECUTION_STATUS_COMPLETED -> State.SUCCEEDED;
          case WORKFLOW_EXECUTION_STATUS_CANCELED -> State.CANCELLED;
          default -> State.FAILED;
        },
        found.getStartTime(),
        found.getCloseTime());
  }

  /** How a batch stands; empty when Temporal does not know it. */
  public Optional<Shown> find(String id) {
    String workflow = Queues.batchId(id);
    WorkflowExecutionDescription found;
    try {
      found = client.newUntypedWorkflowStub(workflow).describe();
    } catch (WorkflowNotFoundException e) {
      return Optional.empty();
    }
    String run = found.getExecution().getRunId();
    return Optional.of(
        new Shown(
            found.getStartTime(),
            found.getCloseTime(),
            found.getMemo(KIND, String.class) instanceof String kind ? kind : null,
            progress(workflow, run),
            found.getCloseTime() == null ? null : why(workflow, run, found.getStartTime())));
  }

  private BatchProgress progress(String workflow, String run) {
    try {
      return steering.query(workflow, run, BatchProgress.class);
    } catch (Refused | io.temporal.client.WorkflowException | io.grpc.StatusRuntimeException e) {
      return null;
    }
  }

  /** Why it did not do all; null when it did, or nobody can tell. */
  private String why(String workflow, String run, Instant at) {
    return ends.of(new Started(workflow, run, null, at))
        .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .handle((end, failure) -> failure != null || end.completed() ? null : end.summary())
        .join();
  }

  /**
   * A batch in a list.
   *
   * @param kind null when it was not started through the gateway
   * @param state FAILED when not every VM came to the goal
   * @param endedAt null while it runs
   */
  public record Listed(
      String id, OperationKind kind, State state, Instant startedAt, Instant endedAt) {}

  /**
   * A batch.
   *
   * @param endedAt null while it runs
   * @param kind null when it was not started through the gateway
   * @param progress null when no worker tells
   * @param why why it did not reach its goal everywhere; null when it did
   */
  public record Shown(
      Instant startedAt, Instant endedAt, String kind, BatchProgress progress, String why) {}
}
