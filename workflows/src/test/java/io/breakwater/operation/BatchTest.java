package io.breakwater.operation;

import static io.breakwater.operation.OperationKind.TEST_FAILOVER;
import static io.breakwater.plan.Goal.FAILED_OVER_TEST;
import static io.breakwater.plan.Goal.READY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.breakwater.operation.Batch.BatchProgress;
import io.breakwater.operation.Batch.BatchResult;
import io.breakwater.operation.Batch.VmProgress;
import io.breakwater.operation.Batch.VmResult;
import io.breakwater.operation.Batch.VmState;
import io.breakwater.plan.PlanOutcome;
import io.breakwater.step.OperationActivities.PlanRequest;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BatchTest {
  private static final PlanOutcome REFUSED = Plans.refusal("NO_TEST_NETWORK", false);

  @RegisterExtension final OperationServer server = new OperationServer();

  @Test
  void runsTheOperationOnEveryVmUnderTheVmsOwnId() {
    Fleet.knows(server, 3, BatchTest::oneStep);

    WorkflowStub batch = Fleet.start(server, Fleet.vms(null, "web1", "web2", "ctx-web3"));
    BatchResult result = server.result(batch, BatchResult.class);

    assertThat(result.total()).isEqualTo(3);
    assertThat(result.completed()).isEqualTo(3);
    assertThat(result.perVm())
        .extracting(VmResult::vm, VmResult::workflowId, VmResult::end)
        .containsExactly(
            tuple("web1", "vm/ctx-web1", VmState.COMPLETED),
            tuple("web2", "vm/ctx-web2", VmState.COMPLETED),
            tuple("web3", "vm/ctx-web3", VmState.COMPLETED));
    assertThat(server.fake().begins()).extracting(b -> b.kind()).containsOnly(TEST_FAILOVER);
    assertThat(server.attribute(batch, SearchAttributes.OPERATION)).isEqualTo("BATCH");
    assertThat(server.attribute(batch, SearchAttributes.PHASE)).isEqualTo("COMPLETED");
  }

  @Test
  void goesOnWithTheOthersWhenOneVmFails() {
    Fleet.knows(server, 10, vm -> vm.equals("web4") ? REFUSED : oneStep(vm));

    WorkflowStub batch =
        Fleet.start(server, Fleet.vms(null, Fleet.names(10).toArray(String[]::new)));
    ApplicationFailure failure = server.applicationFailure(batch);

    assertThat(failure.getType()).isEqualTo("BatchIncomplete");
    BatchResult result = failure.getDetails().get(BatchResult.class);
    assertThat(result.completed()).isEqualTo(9);
    assertThat(result.failed()).isEqualTo(1);
    assertThat(result.perVm().get(3).end()).isEqualTo(VmState.REFUSED);
    assertThat(result.perVm().get(3).summary()).contains("NO_TEST_NETWORK");
    assertThat(server.details(batch)).contains("| 1 | web4 | REFUSED |", "9 completed, 1 failed");
  }

  @Test
  void startsNoMoreThanAllowedAtATimeAndTheFirstFirst() {
    Fleet.knows(server, 4, BatchTest::oneStep);
    Gate first = server.fake().holds("step/web1");
    Gate second = server.fake().holds("step/web2");
    WorkflowStub batch = Fleet.start(server, Fleet.vms(2, "web1", "web2", "web3", "web4"));
    first.awaitReached();
    second.awaitReached();
    assertThat(states(batch))
        .containsExactly(VmState.RUNNING, VmState.RUNNING, VmState.WAITING, VmState.WAITING);

    second.open();

    await().until(() -> states(batch).get(3) == VmState.COMPLETED);
    assertThat(states(batch).get(0)).isEqualTo(VmState.RUNNING);
    assertThat(server.fake().log()).containsSubsequence("end step/web3", "start step/web4");
    first.open();
    server.result(batch, BatchResult.class);
  }

  @Test
  void queuesVmsThatStartTogetherInTheGivenOrder() {
    Fleet.knows(server, 3, BatchTest::oneStep);

    WorkflowStub batch = Fleet.start(server, Fleet.vms(3, "web2", "web3", "web1"));
    server.result(batch, BatchResult.class);

    assertThat(server.fake().begins()).extracting(b -> b.queuedAt()).doesNotHaveDuplicates();
    assertThat(server.fake().begins().stream().sorted(Comparator.comparing(b -> b.queuedAt())))
        .extracting(b -> b.context().value())
        .containsExactly("ctx-web2", "ctx-web3", "ctx-web1");
  }

  @Test
  void startsAGroupWhenTheOneBeforeHasEnded() {
    Fleet.knows(server, 4, vm -> vm.equals("web2") ? REFUSED : oneStep(vm));
    Gate first = server.fake().holds("step/web1");
    WorkflowStub batch =
        Fleet.start(server, Fleet.groups(List.of("web1", "web2"), List.of("web4", "web3")));
    first.awaitReached();
    await().until(() -> states(batch).get(1) == VmState.REFUSED);

    assertThat(states(batch)).endsWith(VmState.WAITING, VmState.WAITING);
    assertThat(progress(batch).perVm()).extracting(VmProgress::group).containsExactly(1, 1, 2, 2);
    first.open();

    server.applicationFailure(batch);
    assertThat(states(batch)).endsWith(VmState.COMPLETED, VmState.COMPLETED);
    assertThat(server.fake().log()).containsSubsequence("end step/web1", "start step/web4");
  }

  @Test
  void startsNothingFurtherAfterAFailureWhenAskedTo() {
    Fleet.knows(server, 3, vm -> vm.equals("web2") ? REFUSED : oneStep(vm));

    WorkflowStub batch = Fleet.start(server, Fleet.stoppingOnFailure("web1", "web2", "web3"));
    BatchResult result = server.applicationFailure(batch).getDetails().get(BatchResult.class);

    assertThat(result.perVm())
        .extracting(VmResult::end)
        .containsExactly(VmState.COMPLETED, VmState.REFUSED, VmState.NOT_STARTED);
    assertThat(result.notStarted()).isEqualTo(1);
    assertThat(result.perVm().get(2).workflowId()).isNull();
    assertThat(server.fake().begins()).hasSize(2);
  }

  @Test
  void leavesABusyVmAloneAndSaysSo() {
    Fleet.knows(server, 2, BatchTest::oneStep);
    Gate busy = server.fake().holds("step/web1");
    server.start(TEST_FAILOVER, OperationRequest.of(Fleet.vm(1).contextId()));
    busy.awaitReached();

    BatchResult result =
        server
            .applicationFailure(Fleet.start(server, Fleet.vms(null, "web1", "web2")))
            .getDetails()
            .get(BatchResult.class);

    assertThat(result.perVm())
        .extracting(VmResult::end, VmResult::summary)
        .first()
        .isEqualTo(tuple(VmState.REFUSED, "another operation runs on the VM"));
    assertThat(result.completed()).isEqualTo(1);
  }

  @Test
  void passesACancelOnAndAwaitsTheWayBack() {
    Fleet.knows(server, 2, BatchTest::oneStep);
    server.fake().plans(READY, Plans.to(READY, Plans.revert(0)));
    Gate step = server.fake().holds("step/web1");
    Gate back = server.fake().holds("revert/0");
    WorkflowStub batch = Fleet.start(server, Fleet.vms(1, "web1", "web2"));
    step.awaitReached();

    batch.cancel();
    server.awaitEvent(
        server.find("vm/ctx-web1"), EventType.EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED);
    step.open();
    back.awaitReached();
    assertThat(progress(batch).state()).isEqualTo(Progress.State.RUNNING);
    back.open();

    assertThat(server.failure(batch)).isInstanceOf(CanceledFailure.class);
    assertThat(states(batch)).containsExactly(VmState.CANCELLED, VmState.NOT_STARTED);
    assertThat(progress(batch).perVm().get(1).finishedAt()).isNull();
    assertThat(server.fake().results().get(0).end()).isEqualTo(OperationResult.End.CANCELLED);
    assertThat(server.attribute(batch, SearchAttributes.PHASE)).isEqualTo("CANCELLED");
  }

  @Test
  void leavesItsVmsRunningWhenItIsTerminated() {
    Fleet.knows(server, 1, BatchTest::oneStep);
    Gate step = server.fake().holds("step/web1");
    WorkflowStub batch = Fleet.start(server, Fleet.vms(1, "web1"));
    step.awaitReached();

    batch.terminate("somebody wanted so");
    step.open();

    OperationResult result = server.result(server.find("vm/ctx-web1"), OperationResult.class);
    assertThat(result.end()).isEqualTo(OperationResult.End.COMPLETED);
  }

  @Test
  void beginsNothingInADryRun() {
    Fleet.knows(server, 2, vm -> vm.equals("web2") ? REFUSED : oneStep(vm));

    BatchResult result =
        server
            .applicationFailure(Fleet.start(server, Fleet.dryRun("web1", "web2")))
            .getDetails()
            .get(BatchResult.class);

    assertThat(result.perVm())
        .extracting(VmResult::end, VmResult::summary)
        .containsExactly(
            tuple(VmState.COMPLETED, "dry run: 1 step"),
            tuple(VmState.REFUSED, "dry run: refused: found it so"));
    assertThat(server.fake().started()).containsOnly(FakeOperation.planning(FAILED_OVER_TEST));
    assertThat(server.fake().planRequests()).allMatch(PlanRequest::dryRun);
  }

  private static PlanOutcome oneStep(String vm) {
    return Plans.to(FAILED_OVER_TEST, Plans.named("step/" + vm));
  }

  private BatchProgress progress(WorkflowStub batch) {
    return batch.query("progress", BatchProgress.class);
  }

  private List<VmState> states(WorkflowStub batch) {
    return progress(batch).perVm().stream().map(VmProgress::state).toList();
  }
}
