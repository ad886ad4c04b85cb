package io.breakwater.operation;

import static io.breakwater.operation.OperationKind.TEST_FAILOVER;
import static io.breakwater.plan.Goal.FAILED_OVER_TEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.plan.PlanOutcome;
import io.breakwater.step.OperationActivities.Planned;
import io.temporal.client.WorkflowStub;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class InspectTest {
  private static final PlanOutcome PLAN = Plans.to(FAILED_OVER_TEST, Plans.hold());

  @RegisterExtension final OperationServer server = new OperationServer();

  @Test
  void showsThePlanAndChangesNothing() {
    server.fake().plans(FAILED_OVER_TEST, PLAN);

    Planned planned = server.result(inspect(), Planned.class);

    assertThat(planned.outcome()).isEqualTo(PLAN);
    assertThat(planned.observation()).isEqualTo(Observations.ready(3));
    assertThat(server.fake().started()).containsExactly(FakeOperation.planning(FAILED_OVER_TEST));
    assertThat(server.fake().planRequests()).allMatch(request -> request.dryRun());
  }

  @Test
  void showsARefusalAsAnAnswerNotAsAFailure() {
    server.fake().plans(FAILED_OVER_TEST, Plans.refusal("NO_TEST_NETWORK", false));

    Planned planned = server.result(inspect(), Planned.class);

    assertThat(planned.outcome()).isEqualTo(Plans.refusal("NO_TEST_NETWORK", false));
  }

  @Test
  void worksWhileAnOperationIsUnderWay() {
    Gate step = server.fake().holds(Plans.HOLD);
    server.fake().plans(FAILED_OVER_TEST, PLAN);
    server.start(TEST_FAILOVER);
    step.awaitReached();

    assertThat(server.result(inspect(), Planned.class).observation()).isNotNull();
  }

  private WorkflowStub inspect() {
    return server.start(
        "Inspect",
        Queues.inspectId(Observations.VM, "1"),
        TEST_FAILOVER,
        OperationRequest.of(Observations.VM));
  }
}
