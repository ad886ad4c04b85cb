package io.breakwater.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.sdk.v1.WorkflowMetadata;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.common.SearchAttributeKey;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A Temporal test server that skips time, with workers for every task queue whose activities are a
 * fake's.
 */
final class OperationServer implements BeforeEachCallback, AfterEachCallback {
  private static final long PATIENCE_SECONDS = 30;

  private final Function<FakeOperation, Object> mainActivities;
  private FakeOperation fake;
  private TestWorkflowEnvironment environment;

  OperationServer() {
    this(FakeActivities.Main::new);
  }

  /**
   * @param mainActivities what to host on the main queue instead of the usual
   */
  OperationServer(Function<FakeOperation, Object> mainActivities) {
    this.mainActivities = mainActivities;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    fake = new FakeOperation();
    TestEnvironmentOptions.Builder options = TestEnvironmentOptions.newBuilder();
    SearchAttributes.all().forEach(key -> register(options, key));
    options.setWorkflowClientOptions(
        WorkflowClientOptions.newBuilder().setDataConverter(OperationJson.dataConverter()).build());
    environment = TestWorkflowEnvironment.newInstance(options.build());
    Worker main = host(Queues.MAIN, mainActivities.apply(fake));
    main.registerWorkflowImplementationTypes(
        TestFailoverWorkflow.class,
        CleanupWorkflow.class,
        RollbackWorkflow.class,
        RecoveryWorkflow.class,
        LiveFailoverWorkflow.class,
        CommitWorkflow.class,
        SubmitWorkflow.class,
        InspectWorkflow.class,
        EndOfTestWorkflow.class,
        BatchWorkflow.class);
    host(Queues.CLOUDSTACK, new FakeActivities.Cloud(fake));
    host(Queues.DAEMON, new FakeActivities.Daemon(fake));
    host(Queues.appliance(Observations.APPLIANCE), new FakeActivities.Appliance(fake));
  }

  /** Workers of the VM's appliance, before the server starts. */
  void hostOwnQueues() {
    host(Queues.own(Queues.MAIN, Observations.APPLIANCE), new FakeActivities.Main(fake));
    host(Queues.own(Queues.CLOUDSTACK, Observations.APPLIANCE), new FakeActivities.Cloud(fake));
    host(Queues.own(Queues.DAEMON, Observations.APPLIANCE), new FakeActivities.Daemon(fake));
  }

  private static void register(TestEnvironmentOptions.Builder options, SearchAttributeKey<?> key) {
    options.registerSearchAttribute(
        key.getName(),
        key.equals(SearchAttributes.NEEDS_OPERATOR)
            ? IndexedValueType.INDEXED_VALUE_TYPE_BOOL
            : IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD);
  }

  private Worker host(String queue, Object activities) {
    Worker worker = environment.newWorker(queue);
    worker.registerActivitiesImplementations(activities);
    return worker;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    fake.openAllGates();
    environment.close();
  }

  FakeOperation fake() {
    return fake;
  }

  WorkflowStub start(OperationKind kind) {
    return start(kind, OperationRequest.of(Observations.VM));
  }

  WorkflowStub start(OperationKind kind, OperationRequest request) {
    return start(kind.workflowType(), Queues.workflowId(request.contextId()), request);
  }

  WorkflowStub start(String workflowType, String workflowId, Object... input) {
    startWorkers();
    return startWithoutWorkers(workflowType, workflowId, input);
  }

  WorkflowStub startWithoutWorkers(String workflowType, String workflowId, Object... input) {
    WorkflowStub workflow =
        environment
            .getWorkflowClient()
            .newUntypedWorkflowStub(
                workflowType,
                WorkflowOptions.newBuilder()
                    .setTaskQueue(Queues.MAIN)
                    .setWorkflowId(workflowId)
                    .build());
    workflow.start(input);
    return workflow;
  }

  void startWorkers() {
    if (!environment.isStarted()) {
      environment.start();
    }
  }

  /** Whatever runs or ran under this id last. */
  WorkflowStub find(String workflowId) {
    return environment.getWorkflowClient().newUntypedWorkflowStub(workflowId);
  }

  /** Runs an operation to its good end. */
  OperationResult complete(OperationKind kind) {
    return result(start(kind), OperationResult.class);
  }

  <T> T result(WorkflowStub workflow, Class<T> type) {
    try {
      return workflow.getResult(PATIENCE_SECONDS, TimeUnit.SECONDS, type);
    } catch (TimeoutException e) {
      throw new AssertionError("the workflow does not end; calls so far: " + fake.log(), e);
    }
  }

  /** The failure with which the workflow ends, as its callers get it. */
  Throwable failure(WorkflowStub workflow) {
    try {
      Object result = result(workflow, Object.class);
      throw new AssertionError("the workflow was to fail but returned " + result);
    } catch (WorkflowException e) {
      assertThat(e).isInstanceOf(WorkflowFailedException.class);
      return e.getCause();
    }
  }

  /** The application failure with which the workflow ends. */
  ApplicationFailure applicationFailure(WorkflowStub workflow) {
    return (ApplicationFailure) failure(workflow);
  }

  /** How an operation ended that did not reach its goal. */
  OperationResult failedResult(WorkflowStub workflow) {
    return applicationFailure(workflow).getDetails().get(OperationResult.class);
  }

  Progress progress(WorkflowStub workflow) {
    return workflow.query("progress", Progress.class);
  }

  /** Waits for its end without skipping time. */
  void awaitClosed(WorkflowStub workflow) {
    await()
        .until(
            () ->
                workflow.describe().getStatus()
                    != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
  }

  void awaitHolding(WorkflowStub workflow) {
    await().until(() -> progress(workflow).state() == Progress.State.AWAITING_OPERATOR);
  }

  Decided decide(WorkflowStub workflow, Decision decision) {
    return workflow.update("decide", Decided.class, decision);
  }

  /** Why the decision is not accepted. */
  String refusalOf(WorkflowStub workflow, Decision decision) {
    try {
      Decided decided = decide(workflow, decision);
      throw new AssertionError("the decision was to be refused but was answered " + decided);
    } catch (WorkflowUpdateException e) {
      return String.valueOf(e.getCause().getMessage());
    }
  }

  /** What the web UI shows of it just now. */
  String details(WorkflowStub workflow) {
    return workflow
        .query("__temporal_workflow_metadata", WorkflowMetadata.class)
        .getCurrentDetails();
  }

  <T> T attribute(WorkflowStub workflow, SearchAttributeKey<T> key) {
    return workflow.describe().getTypedSearchAttributes().get(key);
  }

  WorkflowExecutionHistory history(WorkflowStub workflow) {
    return environment
        .getWorkflowClient()
        .fetchHistory(workflow.getExecution().getWorkflowId(), workflow.getExecution().getRunId());
  }

  void awaitEvent(WorkflowStub workflow, EventType type) {
    await()
        .until(
            () ->
                history(workflow).getEvents().stream()
                    .anyMatch(event -> event.getEventType() == type));
  }

  /** Lets this much of the server's time pass. */
  void pass(Duration time) {
    environment.sleep(time);
  }
}
