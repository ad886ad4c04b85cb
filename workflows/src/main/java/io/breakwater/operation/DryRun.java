package io.breakwater.operation;

import io.breakwater.plan.PlanText;
import io.breakwater.step.OperationActivities;
import io.breakwater.step.OperationActivities.PlanRequest;
import io.breakwater.step.OperationActivities.Planned;
import io.breakwater.step.OperationRef;
import io.breakwater.vm.OperationId;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Observes and plans without a lease and without writing anything. */
final class DryRun {
  private DryRun() {}

  /** What the operation would do now; it also becomes the workflow's current details. */
  static Planned of(OperationKind kind, OperationRequest request) {
    OperationActivities activities =
        Workflow.newActivityStub(
            OperationActivities.class,
            ActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofMinutes(2))
                .setScheduleToCloseTimeout(Duration.ofMinutes(5))
                .setSummary("Observe and plan")
                .build());
    OperationId id = new OperationId(Workflow.getInfo().getOriginalExecutionRunId());
    OperationRef ref = new OperationRef(id, request.contextId(), "", 0, 0);
    Planned planned =
        activities.observeAndPlan(
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
}
