package io.breakwater.gateway.operation;

import io.breakwater.operation.OperationResult;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowTargetOptions;
import io.temporal.common.converter.DataConverterException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TerminatedFailure;
import io.temporal.failure.TimeoutFailure;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/**
 * Awaits the end of operations without holding a thread, for however long one takes: Temporal's
 * client rides out an outage of the server by itself, and so does the operation.
 */
public final class Ends {
  private final WorkflowClient client;

  /** Awaits through this client. */
  public Ends(WorkflowClient client) {
    this.client = client;
  }

  /** Completes with the end; exceptionally when Temporal refuses to tell it. */
  public CompletableFuture<Ended> of(Started operation) {
    WorkflowTargetOptions run =
        WorkflowTargetOptions.newBuilder()
            .setWorkflowId(operation.workflowId())
            .setRunId(operation.runId())
            .build();
    return client
        .newUntypedWorkflowStub(run)
        .getResultAsync(OperationResult.class)
        .thenApply(result -> Ended.well(result.summary()))
        .exceptionallyCompose(failure -> otherEnd(unwrap(failure)));
  }

  private static CompletableFuture<Ended> otherEnd(Throwable failure) {
    boolean ended =
        failure instanceof WorkflowFailedException || failure instanceof WorkflowNotFoundException;
    return ended
        ? CompletableFuture.completedFuture(new Ended(false, isRefusal(failure), why(failure)))
        : CompletableFuture.failedFuture(failure);
  }

  private static boolean isRefusal(Throwable failure) {
    return failure.getCause() instanceof ApplicationFailure application
        && application.getType().equals(OperationResult.End.REFUSED.failureType());
  }

  private static String why(Throwable failure) {
    Throwable cause = failure.getCause();
    if (cause instanceof ApplicationFailure application) {
      return summary(application);
    }
    if (cause instanceof CanceledFailure) {
      return "it was cancelled";
    }
    if (cause instanceof TerminatedFailure || cause instanceof TimeoutFailure) {
      return "its workflow was ended from outside before it was done; look at the VM's status, then start it again";
    }
    return "Temporal no longer knows its workflow; look at the VM's status";
  }

  private static String summary(ApplicationFailure failure) {
    try {
      OperationResult result =
          failure.getDetails().getSize() == 0
              ? null
              : failure.getDetails().get(0, OperationResult.class);
      if (result != null && result.summary() != null) {
        return result.summary();
      }
    } catch (DataConverterException e) {
      // A failure of another shape: its own message has to do.
      return failure.getOriginalMessage();
    }
    return failure.getOriginalMessage();
  }

  private static Throwable unwrap(Throwable failure) {
    boolean wrapped =
        failure instanceof CompletionException || failure instanceof ExecutionException;
    return wrapped && failure.getCause() != null ? failure.getCause() : failure;
  }
}
