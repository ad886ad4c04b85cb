package io.breakwater.gateway.operation;

import io.breakwater.gateway.http.Refused;
import io.breakwater.operation.Candidate;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationRequest;
import io.breakwater.operation.Queues;
import io.breakwater.step.OperationActivities.Planned;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks a worker what an operation would do now. Nothing is started on the VM. Thread-safe. */
public final class Inspections {
  private static final String NOT_SEEN = "The VM could not be observed";

  private final WorkflowClient client;
  private final Duration patience;

  /**
   * Asks through this client.
   *
   * @param patience how long an answer is waited for
   */
  public Inspections(WorkflowClient client, Duration patience) {
    this.client = client;
    this.patience = patience;
  }

  /**
   * What was seen and what follows from it.
   *
   * @return fails with {@link Refused} 503 when a system cannot be asked, or nobody answers in time
   */
  public CompletableFuture<Planned> of(OperationKind kind, Candidate vm, OperationRequest request) {
    String id = Queues.inspectId(vm.contextId(), UUID.randomUUID().toString());
    WorkflowStub stub =
        client.newUntypedWorkflowStub(
            "Inspect",
            WorkflowOptions.newBuilder()
                .setWorkflowId(id)
                .setTaskQueue(Queues.MAIN)
                .setStaticSummary("Dry run: " + kind.title() + " of " + vm.vmName())
                .build());
    stub.start(kind, request);
    return stub.getResultAsync(Planned.class)
        .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionallyCompose(failure -> CompletableFuture.failedFuture(refused(failure, id)));
  }

  private Refused refused(Throwable failure, String id) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof TimeoutException) {
        return Refused.unavailable(
            NOT_SEEN,
            "no worker answered within " + patience.toSeconds() + " s; see workflow " + id);
      }
      if (t instanceof ApplicationFailure application) {
        return Refused.unavailable(NOT_SEEN, application.getOriginalMessage());
      }
    }
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return Refused.unavailable(NOT_SEEN, "workflow " + id + " failed: " + cause.getMessage());
  }
}
