package io.breakwater.gateway;

import static org.awaitility.Awaitility.await;

import io.breakwater.operation.Cleanup;
import io.breakwater.operation.Commit;
import io.breakwater.operation.Decided;
import io.breakwater.operation.Decision;
import io.breakwater.operation.LiveFailover;
import io.breakwater.operation.Operated;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationRequest;
import io.breakwater.operation.OperationResult;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.operation.Progress;
import io.breakwater.operation.Recovery;
import io.breakwater.operation.Rollback;
import io.breakwater.operation.TestFailover;
import io.breakwater.plan.Goal;
import io.breakwater.vm.OperationId;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.DynamicSignalHandler;
import io.temporal.workflow.Workflow;
import java.util.List;

/** Operations that touch nothing and end when, and how, a test tells them by the signal "end". */
final class StandInOperation {
  private StandInOperation() {}

  public static final class Test extends StandIn implements TestFailover {
    @Override
    public OperationResult run(OperationRequest request) {
      return untilTold(OperationKind.TEST_FAILOVER, request);
    }
  }

  public static final class CleanupTest extends StandIn implements Cleanup {
    @Override
    public OperationResult run(OperationRequest request) {
      return untilTold(OperationKind.CLEANUP, request);
    }
  }

  public static final class RollbackTest extends StandIn implements Rollback {
    @Override
    public OperationResult run(OperationRequest request) {
      return untilTold(OperationKind.ROLLBACK, request);
    }
  }

  public static final class RecoveryTest extends StandIn implements Recovery {
    @Override
    public OperationResult run(OperationRequest request) {
      return untilTold(OperationKind.RECOVERY, request);
    }
  }

  public static final class LiveTest extends StandIn implements LiveFailover {
    @Override
    public OperationResult run(OperationRequest request) {
      return untilTold(OperationKind.LIVE_FAILOVER, request);
    }
  }

  public static final class CommitTest extends StandIn implements Commit {
    @Override
    public OperationResult run(OperationRequest request) {
      return untilTold(OperationKind.COMMIT, request);
    }
  }

  /** Accepts every decision that says why. */
  private abstract static class StandIn implements Operated {
    @Override
    public Progress progress() {
      return new Progress(
          new OperationId(Workflow.getInfo().getRunId()),
          OperationKind.TEST_FAILOVER,
          "vm",
          null,
          Goal.FAILED_OVER_TEST,
          Progress.State.AWAITING_OPERATOR,
          List.of(),
          40,
          List.of(),
          "Waiting for a decision",
          List.of(),
          "",
          false);
    }

    @Override
    public Decided decide(Decision decision) {
      return new Decided(decision.decision(), "as " + decision.by() + " says");
    }

    @Override
    public void checkDecision(Decision decision) {
      if (decision.reason() == null) {
        throw new IllegalArgumentException("say why, in \"reason\"");
      }
    }
  }

  /** Returns once Temporal shows the operation as running. */
  static void awaitRunning(WorkflowStub operation) {
    await()
        .ignoreException(WorkflowNotFoundException.class)
        .until(
            () ->
                operation.describe().getStatus()
                    == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
  }

  private static OperationResult untilTold(OperationKind kind, OperationRequest request) {
    End[] told = new End[1];
    Workflow.registerListener(
        (DynamicSignalHandler) (name, args) -> told[0] = args.get(0, End.class));
    Workflow.await(() -> told[0] != null);
    OperationResult result =
        new OperationResult(
            new OperationId(Workflow.getInfo().getRunId()),
            kind,
            request.contextId(),
            "vm",
            told[0],
            "the end was " + told[0],
            null,
            null,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            null);
    if (told[0] != End.COMPLETED) {
      throw ApplicationFailure.newNonRetryableFailure("short text", told[0].failureType(), result);
    }
    return result;
  }
}
