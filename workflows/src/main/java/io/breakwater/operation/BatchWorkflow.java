package io.breakwater.operation;

import io.breakwater.vm.ContextId;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs one operation on many VMs, each as a child workflow under the VM's own workflow id. */
public final class BatchWorkflow implements Batch {
  private final BatchRequest request;
  private final BatchBoard board;
  private final Map<ContextId, Promise<BatchChild.Ended>> running = new LinkedHashMap<>();
  private int started;

  /** The query must be answerable from the first task on, so the state is made before the run. */
  @WorkflowInit
  public BatchWorkflow(BatchRequest request) {
    this.request = request;
    this.board = new BatchBoard(request.operation());
  }

  @Override
  public BatchProgress progress() {
    return board.progress();
  }

  @Override
  public BatchResult run(BatchRequest ignored) {
    List<List<Candidate>> groups = BatchTargets.of(request);
    board.show(groups);
    groups.forEach(this::runGroup);
    boolean cancelled = CancellationScope.current().isCancelRequested();
    BatchResult result = board.close(cancelled);
    String summary = summary(result);
    if (cancelled) {
      throw new CanceledFailure("cancelled; " + summary);
    }
    if (result.completed() < result.total()) {
      throw ApplicationFailure.newNonRetryableFailure(summary, Failures.BATCH_INCOMPLETE, result);
    }
    return result;
  }

  private void runGroup(List<Candidate> group) {
    Deque<Candidate> waiting = new ArrayDeque<>(group);
    fill(waiting);
    while (!running.isEmpty()) {
      Promise.anyOf(List.copyOf(running.values())).get();
      List.copyOf(running.keySet()).stream()
          .filter(context -> running.get(context).isCompleted())
          .forEach(context -> board.ended(context, running.remove(context).get()));
      fill(waiting);
    }
  }

  private void fill(Deque<Candidate> waiting) {
    while (!waiting.isEmpty() && running.size() < BatchTargets.concurrency(request) && isToGoOn()) {
      Candidate vm = waiting.remove();
      BatchChild child =
          BatchChild.start(request.operation(), request.toRequest(vm.contextId(), nextPlace()), vm);
      board.started(vm.contextId(), child.workflowId());
      running.put(vm.contextId(), child.end());
    }
    board.publish();
  }

  /** VMs that start at the same moment leave a busy appliance in the order of the batch. */
  private Instant nextPlace() {
    started++;
    return Instant.ofEpochMilli(Workflow.currentTimeMillis()).plus(started, ChronoUnit.MICROS);
  }

  private boolean isToGoOn() {
    return !CancellationScope.current().isCancelRequested()
        && !(request.stopOnFailure() && board.hasFailures());
  }

  private static String summary(BatchResult result) {
    return result.completed()
        + " of "
        + result.total()
        + " VMs completed, "
        + result.failed()
        + " failed, "
        + result.notStarted()
        + " were not started";
  }
}
