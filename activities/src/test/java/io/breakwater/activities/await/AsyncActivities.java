package io.breakwater.activities.await;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** One asynchronous activity, as a workflow sees it. */
final class AsyncActivities {
  static final Duration HEARTBEAT = Duration.ofMillis(1500);

  private AsyncActivities() {}

  /** An activity whose work the test provides. */
  @ActivityInterface
  public interface Work {
    String work();
  }

  /** Runs the test's work. */
  public static final class WorkActivity implements Work {
    private final AsyncSteps async;
    private final Function<Attempt, CompletionStage<String>> work;

    public WorkActivity(AsyncSteps async, Function<Attempt, CompletionStage<String>> work) {
      this.async = async;
      this.work = work;
    }

    @Override
    public String work() {
      return async.run(work, () -> {});
    }
  }

  /** Runs the activity. */
  @WorkflowInterface
  public interface Flow {
    @WorkflowMethod
    String run();

    @QueryMethod
    boolean alive();
  }

  /** Runs the activity the way steps are run. */
  public static final class FlowImplementation implements Flow {
    private final Work work =
        Workflow.newActivityStub(
            Work.class,
            ActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofSeconds(20))
                .setHeartbeatTimeout(HEARTBEAT)
                .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
                .setRetryOptions(
                    RetryOptions.newBuilder().setInitialInterval(Duration.ofMillis(50)).build())
                .build());

    @Override
    public String run() {
      return work.work();
    }

    @Override
    public boolean alive() {
      return true;
    }
  }
}
