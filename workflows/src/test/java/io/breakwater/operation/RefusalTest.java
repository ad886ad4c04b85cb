package io.breakwater.operation;

import static io.breakwater.operation.OperationKind.CLEANUP;
import static io.breakwater.operation.OperationKind.TEST_FAILOVER;
import static io.breakwater.plan.Goal.FAILED_OVER_TEST;
import static io.breakwater.plan.Goal.READY;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.operation.OperationResult.End;
import io.breakwater.vm.OperationId;
import io.temporal.failure.ApplicationFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RefusalTest {
  @RegisterExtension final OperationServer server = new OperationServer();

  @Test
  void startsNothingWhenThePlannerRefuses() {
    server.fake().plans(FAILED_OVER_TEST, Plans.refusal("NO_TEST_NETWORK", false));

    ApplicationFailure failure = server.applicationFailure(server.start(TEST_FAILOVER));

    assertThat(failure.getType()).isEqualTo("Refused");
    assertThat(failure.getOriginalMessage()).contains("NO_TEST_NETWORK", "do this");
    OperationResult result = failure.getDetails().get(OperationResult.class);
    assertThat(result.reasons()).extracting(r -> r.code()).containsExactly("NO_TEST_NETWORK");
    assertThat(server.fake().stepCalls()).isEmpty();
    assertThat(server.fake().results()).containsExactly(result);
  }

  @Test
  void needsAPersonWhenThePlannerSaysSo() {
    server.fake().plans(READY, Plans.refusal("BASELINE_MOVED", true));

    OperationResult result = server.failedResult(server.start(CLEANUP));

    assertThat(result.end()).isEqualTo(End.CLEANUP_REQUIRED);
    assertThat(server.fake().planRequests()).hasSize(1);
  }

  @Test
  void touchesNothingWhenTheTruthCannotBeRead() {
    server.fake().failsForGood(FakeOperation.planning(FAILED_OVER_TEST), "CloudStackAuth");

    OperationResult result = server.failedResult(server.start(TEST_FAILOVER));

    assertThat(result.end()).isEqualTo(End.REFUSED);
    assertThat(result.summary()).contains("nothing was touched", "CloudStackAuth");
    assertThat(server.fake().stepCalls()).isEmpty();
  }

  @Test
  void isRefusedWhenAnotherOperationKeepsItsLease() {
    server.fake().isDown(FakeOperation.BEGIN, Failures.LEASE_HELD);

    OperationResult result = server.failedResult(server.start(TEST_FAILOVER));

    assertThat(result.end()).isEqualTo(End.REFUSED);
    assertThat(result.reasons()).extracting(r -> r.code()).containsExactly(Failures.LEASE_HELD);
    assertThat(server.fake().started()).containsOnly(FakeOperation.BEGIN);
  }

  @Test
  void waitsForTheLeaseOfAnOperationThatDied() {
    server.fake().fails(FakeOperation.BEGIN, 8, Failures.LEASE_HELD);

    assertThat(server.complete(CLEANUP).end()).isEqualTo(End.COMPLETED);
  }

  @Test
  void namesTheRightWorkflowIdWhenStartedUnderAnother() {
    ApplicationFailure failure =
        server.applicationFailure(
            server.start(
                TEST_FAILOVER.workflowType(), "my-own-id", OperationRequest.of(Observations.VM)));

    assertThat(failure.getType()).isEqualTo(Failures.WRONG_WORKFLOW_ID);
    assertThat(failure.getOriginalMessage()).contains("vm/" + Observations.VM, "my-own-id");
    assertThat(server.fake().log()).isEmpty();
  }

  @Test
  void looksAgainWhenTheHoldIsRefusedBeforeAnythingWasTouched() {
    server.fake().plans(FAILED_OVER_TEST, Plans.to(FAILED_OVER_TEST, Plans.hold()));
    server.fake().plans(FAILED_OVER_TEST, Plans.refusal("REPLICATION_RUNNING", false));
    server.fake().failsForGood(Plans.HOLD, Failures.PRECONDITION);

    OperationResult result = server.failedResult(server.start(TEST_FAILOVER));

    assertThat(result.end()).isEqualTo(End.REFUSED);
    assertThat(result.reasons()).extracting(r -> r.code()).containsExactly("REPLICATION_RUNNING");
    assertThat(result.failures()).extracting(StepFailure::stepId).containsExactly(Plans.HOLD);
  }

  @Test
  void leavesATestAloneThatIsNotTheOneToBeEnded() {
    server.fake().sees(Observations.failedOver(1, new OperationId("a later test")));
    server.fake().plans(READY, Plans.to(READY, Plans.revert(0)));

    OperationResult result = server.failedResult(server.start(CLEANUP, onlyFor("the first test")));

    assertThat(result.end()).isEqualTo(End.REFUSED);
    assertThat(result.reasons()).extracting(r -> r.code()).containsExactly("NOT_CURRENT");
    assertThat(server.fake().stepCalls()).isEmpty();
  }

  @Test
  void leavesAVmAloneWhoseTestWasEndedMeanwhile() {
    server.fake().plans(READY, Plans.to(READY, Plans.revert(0)));

    OperationResult result = server.failedResult(server.start(CLEANUP, onlyFor("the first test")));

    assertThat(result.reasons()).extracting(r -> r.code()).containsExactly("NOT_CURRENT");
    assertThat(server.fake().stepCalls()).isEmpty();
  }

  @Test
  void endsTheTestThatIsToBeEnded() {
    server.fake().sees(Observations.failedOver(1, new OperationId("the first test")));
    server.fake().plans(READY, Plans.to(READY, Plans.revert(0)));

    server.result(server.start(CLEANUP, onlyFor("the first test")), OperationResult.class);

    assertThat(server.fake().started()).contains("revert/0");
  }

  private static OperationRequest onlyFor(String test) {
    return OperationRequest.builder(Observations.VM).onlyOperation(test).build();
  }
}
