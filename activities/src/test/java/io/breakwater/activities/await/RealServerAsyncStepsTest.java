package io.breakwater.activities.await;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.simulator.embedded.EmbeddedTemporal;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RealServerAsyncStepsTest extends AsyncStepsContract {
  private static EmbeddedTemporal server;
  private static WorkflowServiceStubs service;

  @BeforeAll
  static void open() {
    server = EmbeddedTemporal.shared();
    service =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(server.address()).build());
  }

  @AfterAll
  static void disconnect() {
    service.shutdownNow();
    service.awaitTermination(5, TimeUnit.SECONDS);
  }

  @Override
  WorkflowClient client() {
    return WorkflowClient.newInstance(service);
  }

  private WorkflowStub waiting(CompletableFuture<StepStopped.Cause> stopped) {
    WorkflowStub stub =
        start(
            attempt ->
                attempt.number() == 1 && trails.size() == 1
                    ? attempt
                        .await(watcher, "job", LONG)
                        .whenComplete((e, thrown) -> stopped.complete(((StepStopped) thrown).why()))
                        .thenApply(e -> "went on")
                    : CompletableFuture.completedFuture("again, with " + attempt.trail().job()));
    await().until(() -> trails.size() == 1);
    return stub;
  }

  private String activityOf(WorkflowStub stub) {
    return service
        .blockingStub()
        .describeWorkflowExecution(
            DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace(server.namespace())
                .setExecution(stub.getExecution())
                .build())
        .getPendingActivities(0)
        .getActivityId();
  }

  private static void cli(String verb, WorkflowStub stub, String activity) {
    String workflow = stub.getExecution().getWorkflowId();
    assertThat(server.cli("activity", verb, "--workflow-id", workflow, "--activity-id", activity))
        .isNotNull();
  }

  @Test
  void stopsWaitingWhenAnOperatorPausesTheActivityAndGoesOnAfterwards() {
    CompletableFuture<StepStopped.Cause> stopped = new CompletableFuture<>();
    WorkflowStub stub = waiting(stopped);
    String activity = activityOf(stub);

    cli("pause", stub, activity);
    await().untilAsserted(() -> assertThat(stopped).isCompletedWithValue(StepStopped.Cause.PAUSED));
    cli("unpause", stub, activity);

    assertThat(stub.getResult(String.class)).isEqualTo("again, with job");
  }

  @Test
  void startsOverWhenAnOperatorResetsTheActivity() {
    CompletableFuture<StepStopped.Cause> stopped = new CompletableFuture<>();
    WorkflowStub stub = waiting(stopped);

    cli("reset", stub, activityOf(stub));

    assertThat(stub.getResult(String.class)).startsWith("again");
    assertThat(stopped).isCompletedWithValue(StepStopped.Cause.PAUSED);
  }
}
