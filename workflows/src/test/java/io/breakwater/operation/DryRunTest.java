package io.breakwater.operation;

import static io.breakwater.operation.OperationKind.TEST_FAILOVER;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.operation.OperationResult.End;
import io.breakwater.plan.PlanOutcome;
import io.breakwater.step.OperationActivities.PlanRequest;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowStub;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DryRunTest {
  @RegisterExtension final OperationServer server = new OperationServer();

  @ParameterizedTest
  @EnumSource(OperationKind.class)
  void returnsThePlanAndBeginsNothing(OperationKind kind) {
    PlanOutcome plan = Plans.withWarning(Plans.to(kind.goal(), Plans.hold()), "mind the gap");
    server.fake().plans(kind.goal(), plan);

    OperationResult result = server.result(server.start(kind, dry()), OperationResult.class);

    assertThat(result.end()).isEqualTo(End.COMPLETED);
    assertThat(result.plan()).isEqualTo(plan);
    assertThat(result.warnings()).containsExactly("mind the gap");
    assertThat(result.summary()).isEqualTo("dry run: 1 step");
    assertThat(server.fake().started()).containsExactly(FakeOperation.planning(kind.goal()));
    assertThat(server.fake().planRequests()).allMatch(PlanRequest::dryRun);
  }

  @Test
  void returnsTheReasonsOfARefusal() {
    server.fake().plans(TEST_FAILOVER.goal(), Plans.refusal("NO_TEST_NETWORK", false));

    WorkflowStub operation = server.start(TEST_FAILOVER, dry());
    OperationResult result = server.result(operation, OperationResult.class);

    assertThat(result.end()).isEqualTo(End.COMPLETED);
    assertThat(result.summary()).isEqualTo("dry run: refused");
    assertThat(result.reasons()).extracting(r -> r.code()).containsExactly("NO_TEST_NETWORK");
    assertThat(server.details(operation)).contains("would do now", "NO_TEST_NETWORK", "do this");
    assertThat(server.progress(operation).state()).isEqualTo(Progress.State.DONE);
    assertThat(server.progress(operation).vm()).isEqualTo(Observations.NAME);
  }

  @Test
  void leavesNoTimerBehindThatWouldEndTheTest() {
    server.fake().plans(TEST_FAILOVER.goal(), Plans.to(TEST_FAILOVER.goal(), Plans.hold()));
    OperationRequest request =
        OperationRequest.builder(Observations.VM).dryRun(true).endsAfter("2h", true).build();

    WorkflowStub operation = server.start(TEST_FAILOVER, request);
    server.result(operation, OperationResult.class);

    assertThat(server.history(operation).getEvents())
        .extracting(event -> event.getEventType())
        .doesNotContain(EventType.EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED);
  }

  private static OperationRequest dry() {
    return OperationRequest.builder(Observations.VM).dryRun(true).build();
  }
}
