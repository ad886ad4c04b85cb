package io.breakwater.e2e.trouble;

import io.breakwater.operation.Decided;
import io.breakwater.operation.Decision;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationResult;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.operation.Progress;
import io.breakwater.operation.Progress.StepProgress;
import io.breakwater.operation.Progress.StepState;
import io.breakwater.plan.PlanOutcome.Plan;
import io.breakwater.plan.PlannedStep;
import io.breakwater.step.OperationActivities.Planned;
import io.breakwater.vm.ContextId;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.history.v1.ActivityTaskCompletedEventAttributes;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowQueryException;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** An operation under way. */
final class Run {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration LOOK = Duration.ofMillis(100);

  private final WorkflowClient client;
  private final OperationKind kind;
  private final ContextId context;
  private final WorkflowStub workflow;

  Run(WorkflowClient client, OperationKind kind, ContextId context, WorkflowStub workflow) {
    this.client = client;
    this.kind = kind;
    this.context = context;
    this.workflow = workflow;
  }

  ContextId context() {
    return context;
  }

  OperationKind kind() {
    return kind;
  }

  WorkflowStub workflow() {
    return workflow;
  }

  void cancel() {
    workflow.cancel();
  }

  /** What the query says; nothing is started yet when the worker does not answer. */
  Progress progress() {
    return workflow.query("progress", Progress.class);
  }

  List<StepProgress> steps() {
    try {
      return progress().steps();
    } catch (WorkflowServiceException | WorkflowQueryException e) {
      // No worker answers just now, or a busy one did not in time.
      return List.of();
    }
  }

  /** Waits until such a step is running; fails when the operation ended before. */
  StepProgress awaitRunning(Predicate<StepProgress> wanted) {
    return Awaitility.await("a step of " + workflow.getExecution())
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(LOOK)
        .until(
            () ->
                steps().stream()
                    .filter(s -> s.state() == StepState.RUNNING)
                    .filter(wanted)
                    .findFirst()
                    .orElse(null),
            found -> found != null);
  }

  /** Waits until it is on its way back. */
  void awaitRollback() {
    Awaitility.await("the rollback of " + workflow.getExecution())
        .atMost(PATIENCE)
        .pollInterval(LOOK)
        .until(() -> progress().state() == Progress.State.ROLLING_BACK);
  }

  /** Waits until it holds and asks a person, or is over; returns whether it holds. */
  boolean isHeldInTheEnd() {
    return Awaitility.await("a question or the end of " + workflow.getExecution())
            .atMost(PATIENCE)
            .pollInterval(LOOK)
            .until(
                () -> progress().state(),
                Set.of(Progress.State.AWAITING_OPERATOR, Progress.State.DONE)::contains)
        == Progress.State.AWAITING_OPERATOR;
  }

  void decide(Decision decision) {
    workflow.update("decide", Decided.class, decision);
  }

  /** Why a decision is not taken. */
  String refusalOf(Decision decision) {
    try {
      decide(decision);
    } catch (WorkflowUpdateException e) {
      return ((ApplicationFailure) e.getCause()).getOriginalMessage();
    }
    throw new AssertionError("taken: " + decision);
  }

  StepProgress awaitRunning(String stepId) {
    return awaitRunning(step -> step.id().equals(stepId));
  }

  /** The newest plan that the operation carried out or carries out. */
  List<PlannedStep> lastPlan() {
    Map<Long, HistoryEvent> events = new LinkedHashMap<>();
    client
        .fetchHistory(workflow.getExecution().getWorkflowId())
        .getEvents()
        .forEach(event -> events.put(event.getEventId(), event));
    List<PlannedStep> steps = List.of();
    for (HistoryEvent event : events.values()) {
      ActivityTaskCompletedEventAttributes done = event.getActivityTaskCompletedEventAttributes();
      if (event.hasActivityTaskCompletedEventAttributes()
          && isObservation(events.get(done.getScheduledEventId()))
          && planned(done.getResult()).outcome() instanceof Plan plan) {
        steps = plan.steps();
      }
    }
    return steps;
  }

  private static boolean isObservation(HistoryEvent scheduled) {
    return scheduled
        .getActivityTaskScheduledEventAttributes()
        .getActivityType()
        .getName()
        .equals("ObserveAndPlan");
  }

  private Planned planned(Payloads result) {
    return client
        .getOptions()
        .getDataConverter()
        .fromPayloads(0, Optional.of(result), Planned.class, Planned.class);
  }

  /** The highest attempt among the activities that are under way now. */
  int attempts() {
    return pendingActivities().stream()
        .filter(a -> a.getState() == PendingActivityState.PENDING_ACTIVITY_STATE_STARTED)
        .mapToInt(PendingActivityInfo::getAttempt)
        .max()
        .orElse(0);
  }

  /** Whether an activity of this type is under way now. */
  boolean isIn(String activityType) {
    return pendingActivities().stream()
        .anyMatch(a -> a.getActivityType().getName().equals(activityType));
  }

  /** The failure types that activities are tried again after. */
  List<String> pendingFailures() {
    return pendingActivities().stream()
        .filter(PendingActivityInfo::hasLastFailure)
        .map(a -> type(a.getLastFailure()))
        .toList();
  }

  /** The server wraps a failure that is too long to be shown whole. */
  private static String type(Failure failure) {
    return failure.hasApplicationFailureInfo() || !failure.hasCause()
        ? failure.getApplicationFailureInfo().getType()
        : type(failure.getCause());
  }

  private List<PendingActivityInfo> pendingActivities() {
    DescribeWorkflowExecutionResponse description =
        client
            .getWorkflowServiceStubs()
            .blockingStub()
            .describeWorkflowExecution(
                DescribeWorkflowExecutionRequest.newBuilder()
                    .setNamespace(client.getOptions().getNamespace())
                    .setExecution(workflow.getExecution())
                    .build());
    return description.getPendingActivitiesList();
  }

  /** Waits for the end and reads it, whichever it is. */
  Ended end() {
    return end(PATIENCE);
  }

  Ended end(Duration patience) {
    try {
      OperationResult result =
          workflow.getResult(patience.toMillis(), TimeUnit.MILLISECONDS, OperationResult.class);
      return new Ended(result.end(), result.summary(), result);
    } catch (WorkflowFailedException e) {
      return ended(e);
    } catch (TimeoutException e) {
      throw new AssertionError(
          kind + " on " + context + " does not end within " + patience + ": " + steps(), e);
    }
  }

  private Ended ended(WorkflowFailedException e) {
    if (e.getCause() instanceof CanceledFailure cancelled) {
      return new Ended(End.CANCELLED, cancelled.getOriginalMessage(), null);
    }
    if (e.getCause() instanceof ApplicationFailure failure) {
      OperationResult result = failure.getDetails().get(OperationResult.class);
      return new Ended(result.end(), failure.getOriginalMessage(), result);
    }
    throw new AssertionError(kind + " on " + context + " ended as no operation should", e);
  }

  /**
   * How it ended.
   *
   * @param result null when it was cancelled
   */
  record Ended(End end, String summary, OperationResult result) {
    List<String> reasonCodes() {
      return result.reasons().stream().map(r -> r.code()).toList();
    }
  }
}
