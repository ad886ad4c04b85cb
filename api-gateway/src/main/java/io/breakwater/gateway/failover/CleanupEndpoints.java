package io.breakwater.gateway.failover;

import io.breakwater.gateway.http.Endpoints;
import io.breakwater.gateway.http.Envelope;
import io.breakwater.gateway.http.Refused;
import io.breakwater.gateway.http.RequestBody;
import io.breakwater.gateway.operation.Ended;
import io.breakwater.gateway.operation.Ends;
import io.breakwater.gateway.operation.Started;
import io.breakwater.gateway.operation.TemporalOperations;
import io.breakwater.gateway.vm.VmLookup;
import io.breakwater.operation.Candidate;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationRequest;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /failover/cleanup/{vm_name}}: ends a test failover. Its clients wait for the end, so
 * the answer comes with the end, however long that takes; {@code Prefer: respond-async} (RFC 7240)
 * asks for an answer at once. The cleanup itself does not depend on anybody waiting.
 */
public final class CleanupEndpoints implements Endpoints {
  private static final Logger LOG = LoggerFactory.getLogger(CleanupEndpoints.class);
  private static final String FAILED = "Test failover cleanup failed";
  private static final String INVALID = "invalid request";
  private static final VmLookup.Names NAMES = new VmLookup.Names("context_id", "vm_name", "vm_id");

  private final VmLookup vms;
  private final TemporalOperations operations;
  private final Clock clock;
  private final AwaitedEnds awaited;

  /** Starts cleanups of the VMs that are found. */
  public CleanupEndpoints(VmLookup vms, TemporalOperations operations, Ends ends, Clock clock) {
    this.vms = vms;
    this.operations = operations;
    this.awaited = new AwaitedEnds(ends);
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/api/v1/failover/cleanup/{vm_name}", this::cleanUp);
  }

  private void cleanUp(Context ctx) {
    try {
      Candidate vm = find(ctx);
      Started started = start(ctx, vm);
      if (AwaitedEnds.isUnwanted(ctx)) {
        accept(ctx, vm, started);
      } else {
        CompletableFuture<Ended> end = awaited.of(started);
        ctx.future(
            () ->
                end.handle(
                    (ended, failure) -> {
                      answer(ctx, vm, started, ended, failure);
                      return null;
                    }));
      }
    } catch (Refused e) {
      throw e.as(FAILED + ": " + e.answer().message());
    }
  }

  /** Tells everybody who still waits that the gateway stops and the cleanup does not. */
  @Override
  public void stop() {
    awaited.stop();
  }

  private Candidate find(Context ctx) {
    RequestBody body =
        isJson(ctx.contentType()) ? RequestBody.optional(ctx, INVALID) : RequestBody.none();
    String contextId = body.text("context_id");
    String vmwareId = body.text("vm_id");
    String name = body.text("vm_name");
    body.check(INVALID);
    return vms.find(contextId, name == null ? ctx.pathParam("vm_name") : name, vmwareId, NAMES);
  }

  /** The old appliance reads the body only when it says that it is JSON. */
  private static boolean isJson(String contentType) {
    return contentType != null
        && contentType.split(";", 2)[0].strip().equalsIgnoreCase("application/json");
  }

  private Started start(Context ctx, Candidate vm) {
    String jobId = JobIds.of(OperationKind.CLEANUP, vm.vmName(), clock.instant());
    OperationRequest request =
        OperationRequest.builder(vm.contextId())
            .externalJobId(jobId)
            .askedBy(Requester.of(ctx), null)
            .build();
    return operations.start(OperationKind.CLEANUP, vm, request);
  }

  private static void accept(Context ctx, Candidate vm, Started started) {
    String id = URLEncoder.encode(started.jobId(), StandardCharsets.UTF_8).replace("+", "%20");
    ctx.status(202)
        .header("Preference-Applied", "respond-async")
        .header("Location", "/api/v1/failover/" + id + "/status")
        .json(
            Envelope.done(
                "Test failover cleanup for " + vm.vmName() + " started",
                started.jobId(),
                data(vm, started)));
  }

  private static void answer(
      Context ctx, Candidate vm, Started started, Ended ended, Throwable failure) {
    if (failure != null) {
      LOG.warn("stopped waiting for {} of {}", started.runId(), started.workflowId(), failure);
      ctx.status(503).json(unwatched(started));
    } else if (ended.completed()) {
      String message = "Test failover cleanup for " + vm.vmName() + " completed successfully";
      ctx.json(Envelope.done(message, started.jobId(), data(vm, started)));
    } else {
      String message = FAILED + ": " + ended.summary();
      ctx.status(500).json(Envelope.failed(message, ended.summary()).withJob(started.jobId()));
    }
  }

  private static Envelope unwatched(Started started) {
    String error =
        Envelope.NOT_AVAILABLE
            + ": the gateway cannot tell the end of the cleanup; it goes on by itself, ask for the"
            + " status of its job_id";
    return Envelope.failed("Test failover cleanup is no longer watched", error)
        .withJob(started.jobId());
  }

  private static Map<String, ?> data(Candidate vm, Started started) {
    return Map.of(
        "context_id", vm.contextId().value(),
        "vm_name", vm.vmName(),
        "workflow_id", started.workflowId(),
        "run_id", started.runId());
  }
}
