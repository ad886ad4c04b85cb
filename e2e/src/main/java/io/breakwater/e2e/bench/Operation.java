package io.breakwater.e2e.bench;

import io.breakwater.e2e.world.World;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationRequest;
import io.breakwater.operation.OperationResult;
import io.breakwater.operation.Progress;
import io.breakwater.operation.Queues;
import io.breakwater.simulator.site.ProtectedContext;
import io.breakwater.vm.ContextId;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** An operation that was started, and what it cost. */
final class Operation {
  private final World world;
  private final ProtectedContext vm;
  private final WorkflowStub workflow;
  private final long began;
  private final CompletableFuture<Long> ended;
  private final CompletableFuture<OperationResult> end;

  private Operation(World world, ProtectedContext vm, WorkflowStub workflow, long began) {
    this.world = world;
    this.vm = vm;
    this.workflow = workflow;
    this.began = began;
    this.end = workflow.getResultAsync(OperationResult.class);
    this.ended = end.handle((result, failure) -> System.nanoTime());
  }

  static Operation start(World world, OperationKind kind, ProtectedContext vm) {
    ContextId context = new ContextId(vm.contextId());
    WorkflowStub workflow =
        world
            .client()
            .newUntypedWorkflowStub(
                kind.workflowType(),
                WorkflowOptions.newBuilder()
                    .setWorkflowId(Queues.workflowId(context))
                    .setTaskQueue(Queues.MAIN)
                    .build());
    long began = System.nanoTime();
    workflow.start(OperationRequest.of(context));
    return new Operation(world, vm, workflow, began);
  }

  ProtectedContext vm() {
    return vm;
  }

  /** Its id: the workflow's first run. */
  String id() {
    return workflow.getExecution().getRunId();
  }

  /** Waits for the end; the wall time from the start request to the result, or why it failed. */
  Ended await() {
    long at = ended.join();
    String failure =
        end.handle((result, thrown) -> thrown == null ? null : rootOf(thrown).getMessage()).join();
    return new Ended(Duration.ofNanos(at - began), Optional.ofNullable(failure));
  }

  Progress progress() {
    return workflow.query("progress", Progress.class);
  }

  long historyEvents() {
    return world
        .client()
        .fetchHistory(workflow.getExecution().getWorkflowId(), workflow.getExecution().getRunId())
        .getEvents()
        .size();
  }

  private static Throwable rootOf(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  /**
   * How it ended.
   *
   * @param failure empty when it completed
   */
  record Ended(Duration took, Optional<String> failure) {
    double seconds() {
      return took.toNanos() / 1e9;
    }
  }
}
