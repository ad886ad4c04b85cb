package io.breakwater.operation;

import static io.breakwater.operation.OperationKind.TEST_FAILOVER;
import static io.breakwater.plan.Goal.FAILED_OVER_TEST;
import static io.breakwater.plan.Goal.READY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.vm.OperationId;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.CanceledFailure;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndOfTestTest {
  private static final String CLEANUP_PLANNED = FakeOperation.planning(READY);

  @RegisterExtension final OperationServer server = new OperationServer();

  @ParameterizedTest(name = "duration {0}, auto cleanup {1} → {2}")
  @CsvSource(
      nullValues = "-",
      value = {
        "30m, -, PT30M",
        "2h, -, PT2H",
        "30m, true, PT30M",
        "-, true, PT2H",
        "-, -, -",
        "-, false, -",
        "30m, false, -",
      })
  void isScheduledAsTheRequestSays(String duration, Boolean autoCleanup, Duration expected) {
    Optional<TestEnd> end = TestEnd.of(request(duration, autoCleanup));

    assertThat(end.map(TestEnd::after)).isEqualTo(Optional.ofNullable(expected));
  }

  @Test
  void touchesNothingWhenItsDurationCannotBeRead() {
    WorkflowStub operation = server.start(TEST_FAILOVER, request("until monday", null));

    assertThat(server.applicationFailure(operation).getType()).isEqualTo(Failures.REFUSED);
    assertThat(server.fake().log()).isEmpty();
  }

  @Test
  void cleansTheTestUpWhenItsTimeIsOver() {
    OperationResult test = runTest("30m");
    server.pass(Duration.ofMinutes(29));
    assertThat(server.fake().started()).doesNotContain(CLEANUP_PLANNED);

    awaitEndOf(test);

    await().until(() -> server.fake().results().size() == 2);
    OperationResult cleanup = server.fake().results().get(1);
    assertThat(cleanup.kind()).isEqualTo(OperationKind.CLEANUP);
    assertThat(cleanup.operation()).isNotEqualTo(test.operation());
    assertThat(server.fake().stepCalls()).extracting(c -> c.step().id()).endsWith("revert/0");
    assertThat(server.fake().begins().get(1).requestedBy()).isEqualTo("end-of-test");
  }

  @Test
  void leavesALaterTestAlone() {
    OperationResult test = runTest("30m");
    server.fake().sees(Observations.failedOver(1, new OperationId("a later test")));

    awaitEndOf(test);

    await().until(() -> server.fake().results().size() == 2);
    assertThat(server.fake().results().get(1).reasons())
        .extracting(r -> r.code())
        .containsExactly("NOT_CURRENT");
    assertThat(server.fake().stepCalls()).extracting(c -> c.step().id()).doesNotContain("revert/0");
  }

  @Test
  void waitsWhileAnotherOperationIsAtWorkOnTheVm() {
    server.fake().isPatientFor(Duration.ofHours(6));
    OperationResult test = runTest("5m");
    server.fake().isDown("revert/0", "CloudStackUnavailable");
    WorkflowStub other = server.start(OperationKind.CLEANUP);
    await().until(() -> server.fake().started().contains("revert/0"));
    server.pass(Duration.ofMinutes(8));
    assertThat(statusOf(Queues.endOfTestId(test.operation())))
        .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);

    server.fake().recovers("revert/0");
    server.result(other, OperationResult.class);
    awaitEndOf(test);

    await().until(() -> server.fake().results().size() == 3);
    assertThat(server.fake().begins().get(2).requestedBy()).isEqualTo("end-of-test");
  }

  @Test
  void leavesTheTestRunningWhenNobodyAskedForAnEnd() {
    server.fake().plans(FAILED_OVER_TEST, Plans.to(FAILED_OVER_TEST, Plans.hold()));
    server.complete(TEST_FAILOVER);

    server.pass(Duration.ofDays(3));

    assertThat(server.fake().begins()).hasSize(1);
  }

  @Test
  void isScheduledAlsoWhenACancelComesTooLate() {
    Gate books = server.fake().holds(FakeOperation.FINISH);
    server.fake().plans(FAILED_OVER_TEST, Plans.to(FAILED_OVER_TEST, Plans.hold()));
    WorkflowStub operation = server.start(TEST_FAILOVER, request("30m", null));
    books.awaitReached();

    operation.cancel();
    books.open();

    assertThat(server.failure(operation)).isInstanceOf(CanceledFailure.class);
    OperationResult test = server.fake().results().get(0);
    assertThat(test.end()).isEqualTo(OperationResult.End.COMPLETED);
    assertThat(statusOf(Queues.endOfTestId(test.operation())))
        .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
  }

  @Test
  void isNotScheduledTwiceWhenAnEarlierTryOfTheOperationDidSo() {
    Gate books = server.fake().holds(FakeOperation.FINISH);
    WorkflowStub operation = server.start(TEST_FAILOVER, request("30m", null));
    books.awaitReached();
    OperationId id = new OperationId(operation.getExecution().getRunId());
    server.start("EndOfTest", Queues.endOfTestId(id), Observations.VM, id, Duration.ofHours(1));

    books.open();

    assertThat(server.result(operation, OperationResult.class).operation()).isEqualTo(id);
  }

  private OperationResult runTest(String duration) {
    server.fake().plans(FAILED_OVER_TEST, Plans.to(FAILED_OVER_TEST, Plans.hold()));
    server.fake().plans(READY, Plans.to(READY, Plans.revert(0)));
    WorkflowStub operation = server.start(TEST_FAILOVER, request(duration, null));
    server.awaitClosed(operation); // waiting for its result would skip the time of the test
    OperationResult test = server.fake().results().get(0);
    server.fake().sees(Observations.failedOver(1, test.operation()));
    return test;
  }

  private void awaitEndOf(OperationResult test) {
    server.result(server.find(Queues.endOfTestId(test.operation())), Void.class);
  }

  private WorkflowExecutionStatus statusOf(String workflowId) {
    return server.find(workflowId).describe().getStatus();
  }

  private static OperationRequest request(String testDuration, Boolean autoCleanup) {
    return OperationRequest.builder(Observations.VM).endsAfter(testDuration, autoCleanup).build();
  }
}
