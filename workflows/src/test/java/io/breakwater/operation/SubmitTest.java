package io.breakwater.operation;

import static io.breakwater.operation.OperationKind.CLEANUP;
import static io.breakwater.operation.OperationKind.TEST_FAILOVER;
import static io.breakwater.plan.Goal.FAILED_OVER_TEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.breakwater.operation.OperationResult.End;
import io.breakwater.operation.Submit.Submitted;
import io.breakwater.step.OperationActivities.Planned;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.ContextStatus;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Requests are given as the JSON that people type. */
class SubmitTest {
  private static final ContextId TWIN = new ContextId("ctx-pgtest1-20250922-999999");

  @RegisterExtension final OperationServer server = new OperationServer();

  @BeforeEach
  void knowOneVm() {
    server.fake().knows(candidate(Observations.VM, "vcenter-1"));
    server.fake().plans(FAILED_OVER_TEST, Plans.to(FAILED_OVER_TEST, Plans.hold()));
  }

  @Test
  void startsTheOperationOfAVmKnownByNameAndReturnsItsIdsAtOnce() {
    Gate step = server.fake().holds(Plans.HOLD);

    Submitted submitted = submitted(Map.of("operation", "TEST_FAILOVER", "vm", "pgtest1"));

    assertThat(submitted.contextId()).isEqualTo(Observations.VM);
    assertThat(submitted.vmName()).isEqualTo("pgtest1");
    assertThat(submitted.workflowId()).isEqualTo("vm/" + Observations.VM);
    step.awaitReached();
    assertThat(server.progress(operation()).operation().value()).isEqualTo(submitted.runId());
  }

  @Test
  void showsWhatWouldBeDoneAndDoesNotDoIt() {
    Submitted submitted =
        submitted(Map.of("operation", "TEST_FAILOVER", "vm", "pgtest1", "dryRun", true));

    assertThat(submitted.workflowId()).startsWith("inspect/" + Observations.VM + "/");
    Planned planned = server.result(server.find(submitted.workflowId()), Planned.class);
    assertThat(planned.outcome()).isEqualTo(Plans.to(FAILED_OVER_TEST, Plans.hold()));
    assertThat(server.fake().planRequests()).allMatch(request -> request.dryRun());
  }

  @Test
  void startsTheOperationOfAVmKnownByItsContextId() {
    Submitted submitted =
        submitted(Map.of("operation", "TEST_FAILOVER", "vm", Observations.VM.value()));

    assertThat(submitted.vmName()).isEqualTo("pgtest1");
  }

  @Test
  void leavesTheOperationRunningWhenItEndsItself() {
    Gate step = server.fake().holds(Plans.HOLD);
    submitted(Map.of("operation", "TEST_FAILOVER", "vm", "pgtest1"));

    step.open();

    assertThat(server.result(operation(), OperationResult.class).end()).isEqualTo(End.COMPLETED);
  }

  @Test
  void handsOnWhatTheRequestSays() {
    submitted(
        Map.of(
            "operation",
            "TEST_FAILOVER",
            "vm",
            "pgtest1",
            "skipVirtio",
            true,
            "externalJobId",
            "unified-test-failover-pgtest1-1",
            "requestedBy",
            "philb",
            "networkMappings",
            Map.of("VLAN 253", "net-7")));
    server.result(operation(), OperationResult.class);

    assertThat(server.fake().begins().get(0).externalJobId())
        .isEqualTo("unified-test-failover-pgtest1-1");
    assertThat(server.fake().begins().get(0).requestedBy()).isEqualTo("philb");
    assertThat(server.fake().planRequests().get(0).options().skipInjection()).isTrue();
    assertThat(server.fake().planRequests().get(0).options().networks()).containsKey("VLAN 253");
  }

  @Test
  void refusesAVmThatNobodyKnows() {
    ApplicationFailure failure = refused(Map.of("operation", "TEST_FAILOVER", "vm", "nobody"));

    assertThat(failure.getType()).isEqualTo(Failures.UNKNOWN_VM);
    assertThat(failure.getOriginalMessage()).contains("nobody");
  }

  @Test
  void refusesARequestWithoutVm() {
    ApplicationFailure failure = refused(Map.of("operation", "TEST_FAILOVER"));

    assertThat(failure.getType()).isEqualTo(Failures.UNKNOWN_VM);
    assertThat(failure.getOriginalMessage()).contains("\"vm\" is missing");
  }

  @Test
  void refusesARequestWithoutOperation() {
    ApplicationFailure failure = refused(Map.of("vm", "pgtest1"));

    assertThat(failure.getType()).isEqualTo(Failures.REFUSED);
    assertThat(failure.getOriginalMessage())
        .contains("\"operation\" is missing", "TEST_FAILOVER", "CLEANUP");
  }

  @Test
  void namesTheCandidatesWhenAVmNameIsAmbiguous() {
    server.fake().knows(candidate(Observations.VM, "vcenter-1"), candidate(TWIN, "vcenter-2"));

    ApplicationFailure failure = refused(Map.of("operation", "TEST_FAILOVER", "vm", "pgtest1"));

    assertThat(failure.getType()).isEqualTo(Failures.AMBIGUOUS_VM);
    assertThat(failure.getDetails().get(Candidate[].class))
        .extracting(Candidate::contextId)
        .containsExactly(Observations.VM, TWIN);
    assertThat(server.fake().begins()).isEmpty();
  }

  @Test
  void refusesWhileAnotherOperationRuns() {
    Gate step = server.fake().holds(Plans.HOLD);
    server.start(TEST_FAILOVER);
    step.awaitReached();

    ApplicationFailure failure = refused(Map.of("operation", "CLEANUP", "vm", "pgtest1"));

    assertThat(failure.getType()).isEqualTo(Failures.OPERATION_RUNNING);
    assertThat(failure.getDetails().get(String.class)).isEqualTo("vm/" + Observations.VM);
    assertThat(server.fake().begins()).hasSize(1);
  }

  @Test
  void cancelsAndAwaitsTheRunningOperationWhenForced() {
    Gate step = server.fake().holds(Plans.HOLD);
    WorkflowStub running = server.start(TEST_FAILOVER);
    step.awaitReached();
    WorkflowStub submit = submit(Map.of("operation", "CLEANUP", "vm", "pgtest1", "force", true));
    server.awaitEvent(running, EventType.EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED);
    assertThat(server.fake().begins()).hasSize(1);

    step.open();

    Submitted submitted = server.result(submit, Submitted.class);
    assertThat(submitted.runId()).isNotEqualTo(running.getExecution().getRunId());
    await().until(() -> server.fake().results().size() == 2);
    assertThat(server.fake().results())
        .extracting(OperationResult::kind, OperationResult::end)
        .containsExactly(tuple(TEST_FAILOVER, End.CANCELLED), tuple(CLEANUP, End.COMPLETED));
  }

  private Submitted submitted(Map<String, Object> request) {
    return server.result(submit(request), Submitted.class);
  }

  private ApplicationFailure refused(Map<String, Object> request) {
    return server.applicationFailure(submit(request));
  }

  private WorkflowStub submit(Map<String, Object> request) {
    return server.start("Submit", "submit-" + request.hashCode(), new HashMap<>(request));
  }

  private WorkflowStub operation() {
    return server.find("vm/" + Observations.VM);
  }

  private static Candidate candidate(ContextId context, String vcenter) {
    return new Candidate(context, "pgtest1", vcenter, "420570c7", ContextStatus.ready_for_failover);
  }
}
