package io.breakwater.operation;

import io.breakwater.plan.PlanText;
import io.breakwater.step.OperationActivities;
import io.breakwater.step.OperationActivities.PlanRequest;
import io.breakwater.step.OperationActivities.Planned;
import io.breakwater.step.OperationRef;
import io.breakwater.vm.MachineId;
import io.breakwater.vm.OperationId;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Observes and plans without a lease and without writing anything. */
final class DryRun {
  private DryRun() {}

  /** What the operation would do now; it also becomes the workflow's current details. */
  static Planned of(OperationKind kind, OperationRequest request) {
    OperationId id = new OperationId(Workflow.getInfo().getOriginalExecutionRunId());
    OperationRef ref = new OperationRef(id, request.contextId(), "", 0, 0);
    Planned planned =
        observe(
            new PlanRequest(
                ref,
                kind.goal(),
                request.planOptions(id, request.contextId() + "-test-0").build(),
                List.of(),
                true));
    Workflow.setCurrentDetails(
        "What a "
            + kind.title().toLowerCase(Locale.ROOT)
            + " of **"
            + planned.observation().vm().vmName()
            + "** would do now\n\n"
            + PlanText.of(planned.outcome()));
    return planned;
  }

  /** Whoever takes it first knows which appliance the VM is on. */
  private static Planned observe(PlanRequest request) {
    try {
      return stub(options()).observeAndPlan(request);
    } catch (ActivityFailure failure) {
      ApplicationFailure told = FailureReader.find(failure, ApplicationFailure.class);
      if (told == null || !Failures.OTHER_APPLIANCE.equals(told.getType())) {
        throw failure;
      }
      return observe(request, new MachineId(told.getDetails().get(String.class)));
    }
  }

  private static Planned observe(PlanRequest request, MachineId appliance) {
    try {
      return stub(options()
              .setTaskQueue(Queues.own(Queues.MAIN, appliance))
              .setScheduleToStartTimeout(Looking.FIRST))
          .observeAndPlan(request);
    } catch (ActivityFailure failure) {
      throw Looking.wasNotTaken(failure) ? Looking.noWorker(appliance, Looking.FIRST) : failure;
    }
  }

  private static ActivityOptions.Builder options() {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(Duration.ofMinutes(2))
        .setScheduleToCloseTimeout(Duration.ofMinutes(5))
        .setRetryOptions(RetryOptions.newBuilder().setDoNotRetry(Failures.OTHER_APPLIANCE).build())
        .setSummary("Observe and plan");
  }

  private static OperationActivities stub(ActivityOptions.Builder options) {
    return Workflow.newActivityStub(OperationActivities.class, options.build());
  }
}
