package io.breakwater.e2e.trouble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.e2e.trouble.Run.Ended;
import io.breakwater.operation.EndOfTest;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationRequest;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.operation.Queues;
import io.breakwater.simulator.site.ProtectedContext;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.OperationId;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A test that has a duration ends by itself, and no other test with it. */
class EndOfTestTest {
  private static final Duration SOON = Duration.ofSeconds(1);

  private final TroubleWorld world = TroubleWorld.shared();

  @Test
  void waitsForTheDurationOfTheRequest() {
    ProtectedContext vm = world.windowsVm("timed", 1);

    OperationId test = failOver(vm, "2h");

    WorkflowStub timer = world.world().client().newUntypedWorkflowStub(Queues.endOfTestId(test));
    assertThat(timer.describe().getStatus())
        .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
    timer.terminate("the test is over");
    assertThat(world.operations().cleanup(vm).end().end()).isEqualTo(End.COMPLETED);
  }

  @Test
  void cleansUpWhenTheTimeIsOver() {
    ProtectedContext vm = world.windowsVm("timed-out", 1);

    end(vm, failOver(vm, null));

    Ended ended = world.operations().latest(OperationKind.CLEANUP, vm).end();
    assertThat(ended.end()).as(ended.summary()).isEqualTo(End.COMPLETED);
    world.judge().assertReady(vm);
  }

  @Test
  void leavesLaterTestAlone() {
    ProtectedContext vm = world.windowsVm("tested-again", 1);
    OperationId earlier = failOver(vm, null);
    assertThat(world.operations().cleanup(vm).end().end()).isEqualTo(End.COMPLETED);
    failOver(vm, null);
    long moment = world.judge().now();

    end(vm, earlier);

    Ended ended = world.operations().latest(OperationKind.CLEANUP, vm).end();
    assertThat(ended.end()).isEqualTo(End.REFUSED);
    assertThat(ended.reasonCodes()).containsExactly("NOT_CURRENT");
    world.judge().assertUntouchedSince(moment);
    world.judge().assertFailedOver(vm);
    assertThat(world.operations().cleanup(vm).end().end()).isEqualTo(End.COMPLETED);
    world.judge().assertReady(vm);
  }

  private OperationId failOver(ProtectedContext vm, String duration) {
    ContextId context = new ContextId(vm.contextId());
    OperationRequest request = OperationRequest.builder(context).endsAfter(duration, null).build();
    Ended ended = world.operations().start(OperationKind.TEST_FAILOVER, request).end();
    assertThat(ended.end()).as(ended.summary()).isEqualTo(End.COMPLETED);
    return ended.result().operation();
  }

  /** Runs the timer that a test failover with a duration leaves behind, with a short time. */
  private void end(ProtectedContext vm, OperationId test) {
    EndOfTest timer =
        world
            .world()
            .client()
            .newWorkflowStub(
                EndOfTest.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(Queues.endOfTestId(test))
                    .setTaskQueue(Queues.MAIN)
                    .build());
    WorkflowClient.start(timer::run, new ContextId(vm.contextId()), test, SOON);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                WorkflowStub.fromTyped(timer).describe().getStatus()
                    == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED);
  }
}
