package io.breakwater.e2e.sweep;

import io.breakwater.operation.SearchAttributes;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the operations that hold, as a person would. One list once a second says which do: asking
 * each of many operations would take more time than they need themselves, and for as long as no
 * worker answers it would keep whoever asks.
 */
final class Questions {
  private static final Logger log = LoggerFactory.getLogger(Questions.class);
  private static final Duration ASK_AGAIN = Duration.ofSeconds(1);
  private static final String HELD =
      SearchAttributes.NEEDS_OPERATOR.getName() + " = true AND ExecutionStatus = 'Running'";

  private final WorkflowClient client;
  private final Executor pool;
  private CompletableFuture<Void> asking = CompletableFuture.completedFuture(null);
  private long askedAt = System.nanoTime();

  Questions(WorkflowClient client, Executor pool) {
    this.client = client;
    this.pool = pool;
  }

  /** Returns at once; called again and again. */
  void answer(Collection<SweepRun> runs) {
    if (!asking.isDone() || System.nanoTime() - askedAt < ASK_AGAIN.toNanos()) {
      return;
    }
    askedAt = System.nanoTime();
    Map<String, Operation> operations =
        runs.stream()
            .map(SweepRun::operation)
            .filter(operation -> operation.mayHold() && !operation.isOver())
            .collect(Collectors.toMap(Operation::workflowId, Function.identity()));
    if (!operations.isEmpty()) {
      asking = CompletableFuture.runAsync(() -> answerHeld(operations), pool);
    }
  }

  private void answerHeld(Map<String, Operation> operations) {
    try {
      client
          .listExecutions(HELD)
          .map(held -> operations.get(held.getExecution().getWorkflowId()))
          .filter(operation -> operation != null)
          .forEach(operation -> pool.execute(operation::answerQuestion));
    } catch (WorkflowException | StatusRuntimeException e) {
      log.debug("Temporal does not list now and is asked again", e);
    }
  }
}
