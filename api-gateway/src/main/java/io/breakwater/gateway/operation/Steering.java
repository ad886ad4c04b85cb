package io.breakwater.gateway.operation;

import io.breakwater.gateway.http.Envelope;
import io.breakwater.gateway.http.Refused;
import io.breakwater.operation.Decided;
import io.breakwater.operation.Decision;
import io.breakwater.operation.Progress;
import io.grpc.Context;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowTargetOptions;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateTimeoutOrCancelledException;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Asks and tells one run of an operation. Thread-safe; calls block. */
public final class Steering implements AutoCloseable {
  private static final String NOT_TAKEN = "Decision not taken";

  private final WorkflowClient client;
  private final Duration patience;
  private final ScheduledExecutorService deadlines =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "decision-deadlines");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Works through this client.
   *
   * @param patience how long a worker may take to answer
   */
  public Steering(WorkflowClient client, Duration patience) {
    this.client = client;
    this.patience = patience;
  }

  /**
   * Tells an operation that holds what a person decided.
   *
   * @throws Refused 409 with the operation's own words when it does not take the decision, 503 when
   *     no worker answers in time: the decision may still be taken then
   */
  public Decided decide(Latest run, Decision decision) {
    try {
      return inTime(() -> stub(run).update("decide", Decided.class, decision));
    } catch (WorkflowUpdateTimeoutOrCancelledException e) {
      throw Refused.unavailable(
          NOT_TAKEN,
          "no worker answered within "
              + patience.toSeconds()
              + " s; look at the progress before deciding again, it may still be taken");
    } catch (WorkflowUpdateException e) {
      throw new Refused(409, Envelope.failed(NOT_TAKEN, words(e)));
    } catch (WorkflowNotFoundException e) {
      throw ended(NOT_TAKEN);
    }
  }

  /** Temporal's client waits for a worker for longer than an HTTP caller would. */
  private <T> T inTime(Supplier<T> call) {
    try (Context.CancellableContext limited =
        Context.current()
            .withDeadlineAfter(patience.toMillis(), TimeUnit.MILLISECONDS, deadlines)) {
      Context before = limited.attach();
      try {
        return call.get();
      } finally {
        limited.detach(before);
      }
    }
  }

  private static String words(WorkflowUpdateException refusal) {
    return refusal.getCause() instanceof ApplicationFailure failure
        ? failure.getOriginalMessage()
        : String.valueOf(refusal.getMessage());
  }

  /**
   * Asks an operation to end; what it does then is its own affair.
   *
   * @throws Refused 409 when it is not under way any more
   */
  public void cancel(Latest run, String reason) {
    try {
      stub(run).cancel(reason);
    } catch (WorkflowNotFoundException e) {
      throw ended("Operation not cancelled");
    }
  }

  /** The step list of a run, also of one that has ended. */
  public Progress progress(String workflowId, String runId) {
    return query(workflowId, runId, Progress.class);
  }

  /** What the query {@code progress} of any run answers. */
  <T> T query(String workflowId, String runId, Class<T> type) {
    return inTime(() -> stub(workflowId, runId).query("progress", type));
  }

  private static Refused ended(String message) {
    return new Refused(409, Envelope.failed(message, "the operation has ended"));
  }

  private WorkflowStub stub(Latest run) {
    return stub(run.workflowId(), run.runId());
  }

  private WorkflowStub stub(String workflowId, String runId) {
    return client.newUntypedWorkflowStub(
        WorkflowTargetOptions.newBuilder().setWorkflowId(workflowId).setRunId(runId).build());
  }

  @Override
  public void close() {
    deadlines.shutdownNow();
  }
}
