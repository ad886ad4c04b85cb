package io.breakwater.gateway.health;

import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Asks Temporal for the gateway's namespace: that needs the server and the namespace. */
public final class TemporalProbe {
  private final WorkflowClient client;
  private final Duration patience;

  /** Asks through this client and waits that long at most. */
  public TemporalProbe(WorkflowClient client, Duration patience) {
    this.client = client;
    this.patience = patience;
  }

  /** "connected", or what came back instead. */
  public String state() {
    DescribeNamespaceRequest request =
        DescribeNamespaceRequest.newBuilder()
            .setNamespace(client.getOptions().getNamespace())
            .build();
    try {
      client
          .getWorkflowServiceStubs()
          .blockingStub()
          .withDeadlineAfter(patience.toMillis(), TimeUnit.MILLISECONDS)
          .describeNamespace(request);
      return HealthEndpoints.CONNECTED;
    } catch (StatusRuntimeException e) {
      return "disconnected: " + e.getStatus().getCode();
    }
  }
}
