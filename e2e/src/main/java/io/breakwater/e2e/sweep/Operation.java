package io.breakwater.e2e.sweep;

import io.breakwater.operation.Decided;
import io.breakwater.operation.Decision;
import io.breakwater.operation.Decision.Choice;
import io.breakwater.operation.OperationResult;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.operation.Progress;
import io.breakwater.operation.Queues;
import io.breakwater.simulator.site.ProtectedContext;
import io.breakwater.vm.ContextId;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An operation under way. */
final class Operation {
  private static final Logger log = LoggerFactory.getLogger(Operation.class);

  private final WorkflowStub workflow;
  private final CompletableFuture<OperationResult> result;
  private final Flow flow;
  private final boolean mayHold;
  private volatile String question;
  private String stuckIn;

  private Operation(WorkflowStub workflow, Flow flow) {
    this.workflow = workflow;
    this.flow = flow;
    this.mayHold = flow == Flow.LIVE_FAILOVER || flow == Flow.COMMIT;
    this.result = workflow.getResultAsync(OperationResult.class);
  }

  /** Starts it as people do: by workflow type and {@code vm/<contextId>}. */
  static Operation start(WorkflowClient client, Flow flow, ProtectedContext vm) {
    WorkflowStub workflow =
        client.newUntypedWorkflowStub(
            flow.kind().workflowType(),
            WorkflowOptions.newBuilder()
                .setWorkflowId(Queues.workflowId(new ContextId(vm.contextId())))
                .setTaskQueue(Queues.MAIN)
                .build());
    workflow.start(flow.request(vm));
    return new Operation(workflow, flow);
  }

  /** What runs on the VM now, or ran last. */
  static WorkflowStub of(WorkflowClient client, String context) {
    return client.newUntypedWorkflowStub(Queues.workflowId(new ContextId(context)));
  }

  /** Terminates what does not end, and keeps where it was; what ends meanwhile has ended. */
  void giveUp() {
    String where = place();
    try {
      workflow.terminate("stuck");
      stuckIn = where;
    } catch (WorkflowNotFoundException e) {
      log.debug("{} ended before it was given up", workflowId(), e);
    }
  }

  private String place() {
    try {
      return workflow.query("progress", Progress.class).steps().stream()
          .filter(step -> step.state() == Progress.StepState.RUNNING)
          .map(step -> step.id() + " " + step.detail())
          .toList()
          .toString();
    } catch (WorkflowException e) {
      return "nobody can say where: " + e;
    }
  }

  boolean isOver() {
    return result.isDone();
  }

  String workflowId() {
    return workflow.getExecution().getWorkflowId();
  }

  /** Whether it may come to ask a person. */
  boolean mayHold() {
    return mayHold;
  }

  /** One that holds is told how to go on. */
  synchronized void answerQuestion() {
    if (isOver()) {
      return;
    }
    try {
      Progress progress = workflow.query("progress", Progress.class);
      if (progress.state() == Progress.State.AWAITING_OPERATOR) {
        Decision decision = decision();
        question = question == null ? progress.question() : question;
        workflow.update("decide", Decided.class, decision);
      }
    } catch (WorkflowException e) {
      log.debug("{} did not take an answer now and is asked again", workflowId(), e);
    }
  }

  /** As a person would: try again, and where that did not help, take the failover back. */
  private Decision decision() {
    boolean again = question == null || flow == Flow.COMMIT;
    return again
        ? new Decision(Choice.RETRY, null, "sweep", "the fault is over", false)
        : new Decision(Choice.ROLL_BACK, null, "sweep", "trying again did not help", true);
  }

  /** How it ended, or that it did not. */
  Ended end() {
    if (stuckIn != null) {
      return new Ended(null, "did not end, in " + stuckIn, question);
    }
    try {
      OperationResult ended = result.join();
      return new Ended(ended.end(), ended.summary(), question);
    } catch (CompletionException e) {
      return failed(e.getCause());
    }
  }

  private Ended failed(Throwable e) {
    Throwable cause = e instanceof WorkflowFailedException ? e.getCause() : e;
    if (cause instanceof CanceledFailure cancelled) {
      return new Ended(End.CANCELLED, cancelled.getOriginalMessage(), question);
    }
    if (cause instanceof ApplicationFailure failure) {
      for (End end : End.values()) {
        if (end.failureType().equals(failure.getType())) {
          return new Ended(end, failure.getOriginalMessage(), question);
        }
      }
    }
    return new Ended(null, "ended as no operation should: " + cause, question);
  }
}
