package io.breakwater.operation;

import io.breakwater.plan.PlanOptions;
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
public final class InspectWorkflow implements Inspect {
  private final OperationActivities activities =
      Workflow.newActivityStub(
          OperationActivities.class,
          ActivityOptions.newBuilder()
              .setStartToCloseTimeout(Duration.ofMinutes(2))
              .setScheduleToCloseTimeout(Duration.ofMinutes(5))
              .setSummary("Observe and plan")
              .build());

  @Override
  public Planned inspect(OperationKind operation, OperationRequest request) {
    OperationId id = new OperationId(Workflow.getInfo().getOriginalExecutionRunId());
    OperationRef ref = new OperationRef(id, request.contextId(), "", 0, 0);
    PlanOptions options =
        new PlanOptions(
            id,
            request.contextId() + "-test-0",
            request.skipVirtio(),
            request.skipValidation(),
            request.networkMappings());
    Planned planned =
        activities.observeAndPlan(new PlanRequest(ref, operation.goal(), options, List.of(), true));
    Workflow.setCurrentDetails(
        "What a "
            + operation.title().toLowerCase(Locale.ROOT)
            + " of **"
            + planned.observation().vm().vmName()
            + "** would do now\n\n"
            + PlanText.of(planned.outcome()));
    return planned;
  }
}
