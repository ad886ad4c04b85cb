package io.breakwater.gateway.failover;

import io.breakwater.gateway.http.Endpoints;
import io.breakwater.gateway.http.Refused;
import io.breakwater.gateway.http.RequestBody;
import io.breakwater.gateway.operation.Ends;
import io.breakwater.gateway.operation.Started;
import io.breakwater.gateway.operation.TemporalOperations;
import io.breakwater.gateway.vm.VmLookup;
import io.breakwater.operation.Candidate;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationRequest;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;

/**
 * {@code POST /failover/cleanup/{vm_name}}: ends a test failover. Its clients wait for the end, so
 * the answer comes with the end, however long that takes; {@code Prefer: respond-async} (RFC 7240)
 * asks for an answer at once. The cleanup itself does not depend on anybody waiting.
 */
public final class CleanupEndpoints implements Endpoints {
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
      awaited.answer(
          ctx, started, new EnvelopeAnswers(vm, started, "Test failover cleanup", "cleanup", 500));
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
}
