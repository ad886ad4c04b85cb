package io.breakwater.worker;

import com.uber.m3.tally.Scope;
import io.breakwater.operation.OperationJson;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.common.SearchAttributeKey;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The connection to Temporal, by the same profile ({@code TEMPORAL_*}, temporal.toml) as its CLI.
 */
final class TemporalConnection implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);

  private final WorkflowServiceStubs service;
  private final WorkflowClient client;

  private TemporalConnection(WorkflowServiceStubs service, WorkflowClient client) {
    this.service = service;
    this.client = client;
  }

  /**
   * Connects.
   *
   * @param metrics where the client and its workers report to
   */
  static TemporalConnection open(Scope metrics) throws IOException {
    ClientConfigProfile profile = ClientConfigProfile.load();
    WorkflowServiceStubs service =
        WorkflowServiceStubs.newConnectedServiceStubs(
            WorkflowServiceStubsOptions.newBuilder(profile.toWorkflowServiceStubsOptions())
                .setMetricsScope(metrics)
                .build(),
            CONNECT_TIMEOUT);
    return new TemporalConnection(
        service,
        WorkflowClient.newInstance(
            service,
            profile.toWorkflowClientOptions().toBuilder()
                .setDataConverter(OperationJson.dataConverter())
                .build()));
  }

  WorkflowClient client() {
    return client;
  }

  /** The namespace and the server's version; fails when the namespace is not there. */
  String describe() {
    String namespace = client.getOptions().getNamespace();
    var unused =
        service
            .blockingStub()
            .describeNamespace(
                DescribeNamespaceRequest.newBuilder().setNamespace(namespace).build());
    String version =
        service
            .blockingStub()
            .getSystemInfo(GetSystemInfoRequest.getDefaultInstance())
            .getServerVersion();
    return "namespace " + namespace + ", version " + version;
  }

  /** Registers those of the search attributes that the namespace does not know yet. */
  void register(List<SearchAttributeKey<?>> keys) {
    OperatorServiceStubs operator =
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder()
                .setChannel(service.getRawChannel())
                .validateAndBuildWithDefaults());
    String namespace = client.getOptions().getNamespace();
    Map<String, IndexedValueType> known =
        operator
            .blockingStub()
            .listSearchAttributes(
                ListSearchAttributesRequest.newBuilder().setNamespace(namespace).build())
            .getCustomAttributesMap();
    Map<String, IndexedValueType> missing = new HashMap<>();
    keys.stream()
        .filter(key -> !known.containsKey(key.getName()))
        .forEach(key -> missing.put(key.getName(), key.getValueType()));
    if (!missing.isEmpty()) {
      operator
          .blockingStub()
          .addSearchAttributes(
              AddSearchAttributesRequest.newBuilder()
                  .setNamespace(namespace)
                  .putAllSearchAttributes(missing)
                  .build());
    }
  }

  @Override
  public void close() {
    service.shutdown();
    if (!service.awaitTermination(5, TimeUnit.SECONDS)) {
      service.shutdownNow();
    }
  }

  /** Where Temporal is, for messages. */
  static String address() throws IOException {
    WorkflowServiceStubsOptions options =
        ClientConfigProfile.load().toWorkflowServiceStubsOptions();
    return options.getTarget();
  }
}
