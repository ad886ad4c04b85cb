package io.breakwater.gateway.operation;

import io.breakwater.operation.Progress;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowTargetOptions;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The moments between the VM's new status and the end of the workflow that recorded it: who read
 * the status and starts the next operation must not be told that the VM is busy.
 */
final class LastMoments {
  private static final int PATIENCE_SECONDS = 5;

  private final WorkflowClient client;

  LastMoments(WorkflowClient client) {
    this.client = client;
  }

  /** Whether it has ended; waits a few seconds where nothing but the books is left to it. */
  boolean areOver(WorkflowExecution running) {
    WorkflowStub stub =
        client.newUntypedWorkflowStub(
            WorkflowTargetOptions.newBuilder().setWorkflowExecution(running).build());
    try {
      if (!stub.query("progress", Progress.class).onlyBooksLeft()) {
        return false;
      }
      stub.getResult(PATIENCE_SECONDS, TimeUnit.SECONDS, Object.class);
      return true;
    } catch (TimeoutException stillAtIt) {
      return false;
    } catch (WorkflowException e) {
      // Ended without a result, or nobody answers for it: starting again tells which.
      return true;
    }
  }
}
