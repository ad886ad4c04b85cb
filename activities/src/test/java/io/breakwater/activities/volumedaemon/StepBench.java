package io.breakwater.activities.volumedaemon;

import io.breakwater.step.StepCall;
import io.breakwater.step.StepResult;
import io.breakwater.step.TurnWait;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Runs single steps as real activities of an in-memory Temporal server. */
public final class StepBench implements AutoCloseable {
  private static final String QUEUE = "bench";
  private static final Duration HEARTBEAT = Duration.ofSeconds(3);

  private final TestWorkflowEnvironment temporal =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder().setUseTimeskipping(false).build());

  /** A bench with these activities. */
  public StepBench(Object... activities) {
    Worker worker = temporal.newWorker(QUEUE);
    worker.registerWorkflowImplementationTypes(OneStepWorkflow.class);
    worker.registerActivitiesImplementations(activities);
    temporal.start();
  }

  /** Runs the step to its end; throws the failure that the workflow would see. */
  public StepResult run(StepCall call) {
    return begin(call, 0).result();
  }

  /** Runs the step once, without a retry. */
  public StepResult once(StepCall call) {
    return begin(call, 1).result();
  }

  /** Starts the step. */
  public Begun begin(StepCall call, int attempts) {
    WorkflowStub stub =
        temporal
            .getWorkflowClient()
            .newUntypedWorkflowStub(
                "OneStep", WorkflowOptions.newBuilder().setTaskQueue(QUEUE).build());
    WorkflowExecution unused = stub.start(call, attempts);
    return new Begun(stub);
  }

  @Override
  public void close() {
    temporal.close();
  }

  /** A step under way. */
  public record Begun(WorkflowStub stub) {
    /** Its result, or the failure that the workflow would see. */
    public StepResult result() {
      try {
        return stub.getResult(StepResult.class);
      } catch (WorkflowFailedException e) {
        throw cause(e);
      }
    }

    /** The same, later. */
    public CompletableFuture<StepResult> later() {
      return CompletableFuture.supplyAsync(this::result, task -> new Thread(task).start());
    }

    public void cancel() {
      stub.cancel();
    }

    private static RuntimeException cause(WorkflowFailedException e) {
      Throwable cause = e;
      while (cause.getCause() != null && !(cause instanceof ApplicationFailure)) {
        cause = cause.getCause();
      }
      return (RuntimeException) cause;
    }
  }

  /** One step as a workflow. */
  @WorkflowInterface
  public interface OneStep {
    /** Runs it; 0 attempts means any number. */
    @WorkflowMethod(name = "OneStep")
    StepResult run(StepCall call, int attempts);
  }

  /** Runs the activity that the step names. */
  public static final class OneStepWorkflow implements OneStep {
    @Override
    public StepResult run(StepCall call, int attempts) {
      ActivityOptions options =
          ActivityOptions.newBuilder()
              .setStartToCloseTimeout(Duration.ofSeconds(60))
              .setScheduleToCloseTimeout(call.step().budget().plus(TurnWait.LONGEST))
              .setHeartbeatTimeout(HEARTBEAT)
              .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
              .setRetryOptions(
                  RetryOptions.newBuilder()
                      .setInitialInterval(Duration.ofMillis(200))
                      .setMaximumInterval(Duration.ofMillis(500))
                      .setMaximumAttempts(attempts)
                      .build())
              .build();
      return Workflow.newUntypedActivityStub(options)
          .execute(call.step().action().type(), StepResult.class, call);
    }
  }
}
