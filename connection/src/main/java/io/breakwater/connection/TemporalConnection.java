package io.breakwater.connection;

import io.breakwater.connection.trace.ClientTracing;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc.OperatorServiceBlockingStub;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.SearchAttributeKey;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.envconfig.LoadClientConfigProfileOptions;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.RpcRetryOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to Temporal, configured as for the Temporal CLI ({@code TEMPORAL_ADDRESS}, {@code
 * TEMPORAL_NAMESPACE}, {@code TEMPORAL_API_KEY}, {@code TEMPORAL_TLS_*}, its configuration file).
 */
public final class TemporalConnection implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TemporalConnection.class);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;

  private final boolean drains;

  private TemporalConnection(
      WorkflowServiceStubs stubs,
      WorkflowClientOptions options,
      TemporalAccess access,
      boolean drains) {
    this.drains = drains;
    this.stubs = stubs;
    this.client =
        WorkflowClient.newInstance(
            stubs,
            options.toBuilder()
                .setDataConverter(access.dataConverter())
                .setInterceptors(new ClientTracing())
                .build());
  }

  /**
   * Connects now, and waits half a minute for a server that is not there yet.
   *
   * @throws IOException when the CLI's configuration file cannot be read
   */
  public static TemporalConnection connect(TemporalAccess access) throws IOException {
    ClientConfigProfile profile = profile(access);
    return new TemporalConnection(
        WorkflowServiceStubs.newConnectedServiceStubs(
            stubsOptions(profile, access), CONNECT_TIMEOUT),
        profile.toWorkflowClientOptions(),
        access,
        true);
  }

  /**
   * Connects when first used; a call that gets no answer gives up in time for an HTTP caller.
   *
   * @param patience how long one call is tried
   * @throws IOException when the CLI's configuration file cannot be read
   */
  public static TemporalConnection lazy(TemporalAccess access, Duration patience)
      throws IOException {
    ClientConfigProfile profile = profile(access);
    return lazy(stubsOptions(profile, access), profile.toWorkflowClientOptions(), access, patience);
  }

  /** The connection to a server without TLS, in the default namespace; connects when first used. */
  public static TemporalConnection to(String address, Duration patience) {
    return lazy(
        WorkflowServiceStubsOptions.newBuilder().setTarget(address).build(),
        WorkflowClientOptions.getDefaultInstance(),
        TemporalAccess.of(Map.of()),
        patience);
  }

  private static TemporalConnection lazy(
      WorkflowServiceStubsOptions base,
      WorkflowClientOptions options,
      TemporalAccess access,
      Duration patience) {
    WorkflowServiceStubsOptions hasty =
        WorkflowServiceStubsOptions.newBuilder(base)
            .setRpcTimeout(patience)
            .setSystemInfoTimeout(patience)
            .setRpcRetryOptions(
                RpcRetryOptions.newBuilder(base.getRpcRetryOptions())
                    .setExpiration(patience)
                    .build())
            .build();
    return new TemporalConnection(
        WorkflowServiceStubs.newServiceStubs(hasty), options, access, false);
  }

  private static ClientConfigProfile profile(TemporalAccess access) throws IOException {
    try {
      return ClientConfigProfile.load(
          LoadClientConfigProfileOptions.newBuilder()
              .setEnvOverrides(access.environment())
              .build());
    } catch (IOException e) {
      throw new ProfileUnreadable(access.environment(), e);
    }
  }

  private static WorkflowServiceStubsOptions stubsOptions(
      ClientConfigProfile profile, TemporalAccess access) {
    return WorkflowServiceStubsOptions.newBuilder(profile.toWorkflowServiceStubsOptions())
        .setMetricsScope(access.metrics())
        .build();
  }

  /** Reads and writes payloads as {@link TemporalAccess#dataConverter} does. */
  public WorkflowClient client() {
    return client;
  }

  /** Address, namespace and version of the server; fails when the namespace is not there. */
  public String describe() {
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

  /**
   * Registers those of the search attributes that the namespace does not know yet. Where the
   * account may not even look at them, they are taken to be there.
   */
  public void register(List<SearchAttributeKey<?>> keys) {
    OperatorServiceBlockingStub operator =
        OperatorServiceStubs.newServiceStubs(operatorOptions()).blockingStub();
    String namespace = client.getOptions().getNamespace();
    Map<String, IndexedValueType> missing = new HashMap<>();
    keys.forEach(key -> missing.put(key.getName(), key.getValueType()));
    try {
      missing.keySet().removeAll(known(operator, namespace));
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != Status.Code.PERMISSION_DENIED) {
        throw e;
      }
      log.warn("may not look whether namespace {} has {}", namespace, missing);
      return;
    }
    if (!missing.isEmpty()) {
      operator.addSearchAttributes(
          AddSearchAttributesRequest.newBuilder()
              .setNamespace(namespace)
              .putAllSearchAttributes(missing)
              .build());
    }
  }

  private static Set<String> known(OperatorServiceBlockingStub operator, String namespace) {
    return operator
        .listSearchAttributes(
            ListSearchAttributesRequest.newBuilder().setNamespace(namespace).build())
        .getCustomAttributesMap()
        .keySet();
  }

  /** The raw channel knows nothing of the API key and the headers of the profile. */
  private OperatorServiceStubsOptions operatorOptions() {
    WorkflowServiceStubsOptions ours = stubs.getOptions();
    return OperatorServiceStubsOptions.newBuilder()
        .setChannel(stubs.getRawChannel())
        .setHeaders(ours.getHeaders())
        .setGrpcMetadataProviders(ours.getGrpcMetadataProviders())
        .validateAndBuildWithDefaults();
  }

  /** A worker's last reports get through; a gateway does not wait for its long polls. */
  @Override
  public void close() {
    if (drains) {
      stubs.shutdown();
      stubs.awaitTermination(CLOSE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }
    stubs.shutdownNow();
    stubs.awaitTermination(CLOSE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }
}
