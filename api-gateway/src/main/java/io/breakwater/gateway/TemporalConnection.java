package io.breakwater.gateway;

import io.breakwater.operation.OperationJson;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.envconfig.LoadClientConfigProfileOptions;
import io.temporal.serviceclient.RpcRetryOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The connection to Temporal, configured as for the Temporal CLI ({@code TEMPORAL_ADDRESS}, {@code
 * TEMPORAL_NAMESPACE}, {@code TEMPORAL_API_KEY}, {@code TEMPORAL_TLS_*}, its configuration file).
 * Connects when first used; a call that gets no answer gives up in time for an HTTP caller.
 */
public final class TemporalConnection implements AutoCloseable {
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;

  private TemporalConnection(WorkflowServiceStubs stubs, WorkflowClientOptions options) {
    this.stubs = stubs;
    this.client =
        WorkflowClient.newInstance(
            stubs, options.toBuilder().setDataConverter(OperationJson.dataConverter()).build());
  }

  /**
   * Reads the environment.
   *
   * @param patience how long one call is tried
   * @throws IOException when the CLI's configuration file cannot be read
   */
  public static TemporalConnection fromEnvironment(Map<String, String> env, Duration patience)
      throws IOException {
    ClientConfigProfile profile =
        ClientConfigProfile.load(
            LoadClientConfigProfileOptions.newBuilder().setEnvOverrides(env).build());
    return open(
        profile.toWorkflowServiceStubsOptions(), profile.toWorkflowClientOptions(), patience);
  }

  /** The connection to a server without TLS, in the default namespace. */
  public static TemporalConnection to(String address, Duration patience) {
    return open(
        WorkflowServiceStubsOptions.newBuilder().setTarget(address).build(),
        WorkflowClientOptions.getDefaultInstance(),
        patience);
  }

  private static TemporalConnection open(
      WorkflowServiceStubsOptions base, WorkflowClientOptions options, Duration patience) {
    WorkflowServiceStubsOptions hasty =
        WorkflowServiceStubsOptions.newBuilder(base)
            .setRpcTimeout(patience)
            .setSystemInfoTimeout(patience)
            .setRpcRetryOptions(
                RpcRetryOptions.newBuilder(base.getRpcRetryOptions())
                    .setExpiration(patience)
                    .build())
            .build();
    return new TemporalConnection(WorkflowServiceStubs.newServiceStubs(hasty), options);
  }

  /** For {@link Gateway#start}. */
  public WorkflowClient client() {
    return client;
  }

  /** Address, namespace and version of the server; fails when the namespace is not there. */
  String describe() {
    String namespace = client.getOptions().getNamespace();
    var unused =
        stubs
            .blockingStub()
            .describeNamespace(
                DescribeNamespaceRequest.newBuilder().setNamespace(namespace).build());
    String version =
        stubs
            .blockingStub()
            .getSystemInfo(GetSystemInfoRequest.getDefaultInstance())
            .getServerVersion();
    return stubs.getOptions().getTarget() + ", namespace " + namespace + ", version " + version;
  }

  @Override
  public void close() {
    stubs.shutdownNow();
    stubs.awaitTermination(CLOSE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }
}
