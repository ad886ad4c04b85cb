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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Awaits the end of operations without holding a thread, for however long one takes. An outage of
 * Temporal is ridden out up to a limit; the operation itself does not mind either way.
 */
public final class Ends {
  private final WorkflowClient client;
  private final Clock clock;
  private final Duration pause;
  private final Duration longestOutage;

  /**
   * Awaits through this client.
   *
   * @param pause between two tries while Temporal does not answer
   * @param longestOutage after which the waiting is given up
   */
  public Ends(WorkflowClient client, Clock clock, Duration pause, Duration longestOutage) {
    this.client = client;
    this.clock = clock;
    this.pause = pause;
    this.longestOutage = longestOutage;
  }

  /** Completes with the end; exceptionally only when Temporal was away for too long. */
  public CompletableFuture<Ended> of(Started operation) {
    return ask(operation, null);
  }

  private CompletableFuture<Ended> ask(Started operation, Instant silentSince) {
    Instant asked = clock.instant();
    return result(operation)
        .thenApply(result -> new Ended(true, result.summary()))
        .exceptionallyCompose(
            failure -> afterFailure(operation, silentSince, asked, unwrap(failure)));
  }

  private CompletableFuture<OperationResult> result(Started operation) {
    WorkflowTargetOptions run =
        WorkflowTargetOptions.newBuilder()
            .setWorkflowId(operation.workflowId())
            .setRunId(operation.runId())
            .build();
    return client.newUntypedWorkflowStub(run).getResultAsync(OperationResult.class);
  }

  private CompletableFuture<Ended> afterFailure(
      Started operation, Instant silentSince, Instant asked, Throwable failure) {
    if (failure instanceof WorkflowFailedException
        || failure instanceof WorkflowNotFoundException) {
      return CompletableFuture.completedFuture(new Ended(false, why(failure)));
    }
    Instant now = clock.instant();
    // A poll that lasted was answered by a server that was there: the outage began with its end.
    boolean wasThere = Duration.between(asked, now).compareTo(longestOutage) > 0;
    Instant since = silentSince == null || wasThere ? now : silentSince;
    if (!TemporalTrouble.isOutage(failure)
        || Duration.between(since, now).compareTo(longestOutage) > 0) {
      return CompletableFuture.failedFuture(failure);
    }
    return new CompletableFuture<Void>()
        .completeOnTimeout(null, pause.toMillis(), TimeUnit.MILLISECONDS)
        .thenCompose(ignored -> ask(operation, since));
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
      return "its workflow was ended from outside before it was done; start the cleanup again";
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
