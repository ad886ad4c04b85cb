package io.breakwater.operation;

import static io.breakwater.operation.OperationKind.CLEANUP;
import static io.breakwater.operation.OperationKind.TEST_FAILOVER;
import static io.breakwater.plan.Goal.FAILED_OVER_TEST;
import static io.breakwater.plan.Goal.READY;
import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.client.WorkflowStub;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SearchAttributesTest {
  @RegisterExtension final OperationServer server = new OperationServer();

  @Test
  void tellVmOperationAndPhaseWhileItRuns() {
    Gate step = server.fake().holds(Plans.HOLD);
    server.fake().plans(FAILED_OVER_TEST, Plans.to(FAILED_OVER_TEST, Plans.hold()));
    WorkflowStub operation = server.start(TEST_FAILOVER);
    step.awaitReached();

    assertThat(server.attribute(operation, SearchAttributes.VM)).isEqualTo("pgtest1");
    assertThat(server.attribute(operation, SearchAttributes.OPERATION)).isEqualTo("TEST_FAILOVER");
    assertThat(server.attribute(operation, SearchAttributes.PHASE)).isEqualTo("RUNNING");
    assertThat(server.attribute(operation, SearchAttributes.NEEDS_OPERATOR)).isFalse();
  }

  @Test
  void tellThatItGoesBack() {
    Gate back = server.fake().holds("revert/0");
    server.fake().plans(FAILED_OVER_TEST, Plans.to(FAILED_OVER_TEST, Plans.hold()));
    server.fake().plans(READY, Plans.to(READY, Plans.revert(0)));
    server.fake().failsForGood(Plans.HOLD, "CloudStackError:431");
    WorkflowStub operation = server.start(TEST_FAILOVER);
    back.awaitReached();

    assertThat(server.attribute(operation, SearchAttributes.PHASE)).isEqualTo("ROLLING_BACK");
    back.open();
    server.failedResult(operation);

    assertThat(server.attribute(operation, SearchAttributes.PHASE)).isEqualTo("ROLLED_BACK");
    assertThat(server.attribute(operation, SearchAttributes.NEEDS_OPERATOR)).isFalse();
  }

  @Test
  void tellThatItIsCompleted() {
    WorkflowStub operation = server.start(CLEANUP);
    server.result(operation, OperationResult.class);

    assertThat(server.attribute(operation, SearchAttributes.PHASE)).isEqualTo("COMPLETED");
    assertThat(server.attribute(operation, SearchAttributes.NEEDS_OPERATOR)).isFalse();
  }

  @Test
  void tellThatAPersonIsNeeded() {
    server.fake().plans(READY, Plans.refusal("BASELINE_MOVED", true));
    WorkflowStub operation = server.start(CLEANUP);
    server.failedResult(operation);

    assertThat(server.attribute(operation, SearchAttributes.PHASE)).isEqualTo("CLEANUP_REQUIRED");
    assertThat(server.attribute(operation, SearchAttributes.NEEDS_OPERATOR)).isTrue();
  }
}
