package io.breakwater.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.plan.Goal;
import io.breakwater.step.OperationActivities.Begin;
import io.breakwater.step.OperationActivities.Begun;
import io.breakwater.step.OperationActivities.PlanRequest;
import io.breakwater.step.OperationActivities.Planned;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowStub;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A plan made by a later version, met by this version's runner. */
class UnknownStepTest {
  @RegisterExtension final OperationServer server = new OperationServer(LaterActivities::new);

  @Test
  void failsTheWorkflowTaskAndNotTheOperation() {
    WorkflowStub operation = server.start(OperationKind.TEST_FAILOVER);

    server.awaitEvent(operation, EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED);

    assertThat(operation.describe().getStatus())
        .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
    assertThat(server.fake().stepCalls()).isEmpty();
  }

  /** The frame's activities as a later version has them: they plan a step unknown today. */
  @ActivityInterface
  public interface LaterFrame {
    @ActivityMethod(name = "BeginOperation")
    Begun beginOperation(Begin begin);

    @ActivityMethod(name = "ObserveAndPlan")
    JsonNode observeAndPlan(PlanRequest request);
  }

  /** See {@link LaterFrame}. */
  record LaterActivities(FakeOperation fake) implements LaterFrame {
    private static final ObjectMapper JSON = JacksonJsonPayloadConverter.newDefaultObjectMapper();

    @Override
    public Begun beginOperation(Begin begin) {
      return fake.begin(begin);
    }

    @Override
    public JsonNode observeAndPlan(PlanRequest request) {
      Planned planned =
          new Planned(Plans.to(Goal.FAILED_OVER_TEST, Plans.hold()), Observations.ready(1));
      ObjectNode later = JSON.valueToTree(planned);
      ((ObjectNode) later.at("/outcome/steps/0/action")).put("type", "PaintMachine");
      return later;
    }
  }
}
