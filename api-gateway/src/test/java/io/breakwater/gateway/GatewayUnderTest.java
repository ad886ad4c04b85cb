package io.breakwater.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.breakwater.connection.TemporalConnection;
import io.breakwater.gateway.security.Role;
import io.breakwater.gateway.security.Secrets;
import io.breakwater.gateway.security.SecurityConfig;
import io.breakwater.inventory.Database;
import io.breakwater.inventory.DatabaseConfig;
import io.breakwater.inventory.context.Contexts;
import io.breakwater.operation.BatchWorkflow;
import io.breakwater.operation.InspectWorkflow;
import io.breakwater.operation.OperationRequest;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.operation.Queues;
import io.breakwater.operation.SubmitWorkflow;
import io.breakwater.simulator.embedded.EmbeddedDatabase;
import io.breakwater.simulator.embedded.EmbeddedTemporal;
import io.breakwater.simulator.site.OldSchema;
import io.breakwater.vm.ContextId;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * A gateway over a real Temporal server and a real MariaDB whose operations are stand-ins; one for
 * all tests of this JVM, so tests make VMs of their own.
 */
final class GatewayUnderTest {
  static final Duration IDLE = Duration.ofMillis(700);
  static final String LEGACY_TOKEN = "the-old-constant";
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Contract CONTRACT = Contract.read();
  private static final MediaType JSON_TYPE = MediaType.get("application/json");

  private final String schema = EmbeddedDatabase.shared().freshSchema();
  private final Database database = Database.open(database());
  private final TemporalConnection temporal =
      TemporalConnection.to(EmbeddedTemporal.shared().address(), PATIENCE);
  private final StandInActivities activities = new StandInActivities(new Contexts(database.jdbi()));
  private final Gateway gateway;
  private final OkHttpClient http =
      new OkHttpClient.Builder().readTimeout(30, TimeUnit.SECONDS).build();

  private GatewayUnderTest() {
    OldSchema.install(
        EmbeddedDatabase.shared().jdbcUrl(schema),
        EmbeddedDatabase.shared().user(),
        EmbeddedDatabase.shared().password());
    database.migrate();
    WorkerFactory workers = WorkerFactory.newInstance(temporal.client());
    Worker worker = workers.newWorker(Queues.MAIN);
    worker.registerWorkflowImplementationTypes(
        StandInOperation.Test.class,
        StandInOperation.LiveTest.class,
        StandInOperation.CleanupTest.class,
        StandInOperation.RollbackTest.class,
        StandInOperation.RecoveryTest.class,
        StandInOperation.CommitTest.class,
        InspectWorkflow.class,
        BatchWorkflow.class,
        SubmitWorkflow.class);
    worker.registerActivitiesImplementations(activities);
    workers.start();
    GatewayConfig config = GatewayConfig.local(database()).withIdle(IDLE).withSecurity(security());
    gateway = Gateway.start(config, temporal.client(), Clock.systemUTC());
  }

  /** Everybody has the token of their role; the old GUI has its own. */
  static SecurityConfig security() {
    return SecurityConfig.of(tokens()).withLegacyToken(LEGACY_TOKEN).withChangesPerSecond(100_000);
  }

  private static Path tokens() {
    try {
      Path file = Files.createTempFile("breakwater-tokens", "");
      file.toFile().deleteOnExit();
      return Files.write(
          file,
          Stream.of(Role.values())
              .map(role -> Secrets.line("the-" + role.wire(), role, token(role)))
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String token(Role role) {
    return "token-of-" + role.wire();
  }

  static GatewayUnderTest shared() {
    return Shared.INSTANCE;
  }

  DatabaseConfig database() {
    EmbeddedDatabase server = EmbeddedDatabase.shared();
    return new DatabaseConfig(server.jdbcUrl(schema), server.user(), server.password(), 4);
  }

  String url() {
    return gateway.url();
  }

  /** Adds a VM that is ready for failover; its VMware id is {@code vmware-<context id>}. */
  ContextId addVm(String name) {
    return addVm(name, "vcenter01.example.test");
  }

  ContextId addVm(String name, String vcenter) {
    String context = "ctx-" + UUID.randomUUID();
    sql(
        "INSERT INTO vm_replication_contexts (context_id, vm_name, vmware_vm_id, vm_path,"
            + " vcenter_host, datacenter, current_status) VALUES (?, ?, ?, '/DC1/vm', ?, 'DC1',"
            + " 'ready_for_failover')",
        context,
        name,
        "vmware-" + context,
        vcenter);
    return new ContextId(context);
  }

  /** Adds a VM of which a worker sees this. */
  ContextId addVm(String name, SeenVm seen) {
    ContextId context = addVm(name);
    activities.show(context, seen);
    return context;
  }

  void sql(String statement, Object... values) {
    database.jdbi().useHandle(handle -> handle.execute(statement, values));
  }

  Database inventory() {
    return database;
  }

  /** Starts a test failover of which no worker will ever hear. */
  void startUnheard(ContextId context) {
    temporal
        .client()
        .newUntypedWorkflowStub(
            "TestFailover",
            WorkflowOptions.newBuilder()
                .setWorkflowId(Queues.workflowId(context))
                .setTaskQueue("nobody-works-here")
                .build())
        .start(OperationRequest.of(context));
  }

  /** Ends the operation that runs on the VM. */
  void end(ContextId context, End how) {
    stub(context).signal("end", how);
  }

  /** What the operation that runs, or ran last, on the VM was started with. */
  OperationRequest requestOf(ContextId context) {
    return temporal
        .client()
        .fetchHistory(Queues.workflowId(context))
        .getEvents()
        .get(0)
        .getWorkflowExecutionStartedEventAttributes()
        .getInput()
        .getPayloadsList()
        .stream()
        .map(
            payload ->
                temporal
                    .client()
                    .getOptions()
                    .getDataConverter()
                    .fromPayload(payload, OperationRequest.class, OperationRequest.class))
        .findFirst()
        .orElseThrow();
  }

  WorkflowStub stub(ContextId context) {
    return temporal.client().newUntypedWorkflowStub(Queues.workflowId(context));
  }

  Answer get(String path) {
    return call(getting(path).build());
  }

  Request.Builder getting(String path) {
    return as(Role.ADMIN, new Request.Builder().url(url() + path));
  }

  /** The same request from somebody else. */
  static Request.Builder as(Role role, Request.Builder request) {
    return request.header("Authorization", "Bearer " + token(role));
  }

  /**
   * Does this on a thread of its own. The common pool has one thread on two cores, which Temporal's
   * client needs, and JDK 25 no longer starts others in its place.
   */
  static <T> CompletableFuture<T> meanwhile(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, task -> new Thread(task, "meanwhile").start());
  }

  Answer post(String path, String json) {
    return call(posting(path, json).build());
  }

  Request.Builder posting(String path, String json) {
    return as(
        Role.ADMIN,
        new Request.Builder()
            .url(url() + path)
            .post(RequestBody.create(json == null ? "" : json, JSON_TYPE)));
  }

  /** Sends it; an answer of the native API has to be as openapi.yaml describes it. */
  Answer call(Request request) {
    try (Response response = http.newCall(request).execute()) {
      String body = response.body().string();
      String path = request.url().encodedPath();
      if (path.startsWith("/api/v2/")) {
        String type = response.header("Content-Type", "");
        CONTRACT.check(request.method(), path, response.code(), type, body);
      }
      boolean json = response.header("Content-Type", "").contains("json");
      return new Answer(
          response.code(), json ? JSON.readTree(body) : TextNode.valueOf(body), response);
    } catch (IOException e) {
      throw new UncheckedIOException(request.method() + " " + request.url(), e);
    }
  }

  /** An answer with its JSON. */
  record Answer(int status, JsonNode body, Response response) {
    String text(String field) {
      return body.at("/" + field).asText();
    }
  }

  private static final class Shared {
    static final GatewayUnderTest INSTANCE = new GatewayUnderTest();
  }
}
