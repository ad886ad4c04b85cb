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
  private final DryRuns dryRuns;

  /** Starts cleanups of the VMs that are found. */
  public CleanupEndpoints(
      VmLookup vms, TemporalOperations operations, Ends ends, DryRuns dryRuns, Clock clock) {
    this.dryRuns = dryRuns;
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
      RequestBody body = RequestBody.ifJson(ctx, INVALID);
      Candidate vm = find(ctx, body);
      OperationRequest request = request(ctx, vm, DryRuns.isAsked(ctx, body));
      if (request.dryRun()) {
        dryRuns.answer(ctx, OperationKind.CLEANUP, vm, request);
        return;
      }
      Requester.requireMay(ctx, OperationKind.CLEANUP, vm, request);
      Started started = operations.start(OperationKind.CLEANUP, vm, request);
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

  private Candidate find(Context ctx, RequestBody body) {
    String contextId = body.text("context_id");
    String vmwareId = body.text("vm_id");
    String name = body.text("vm_name");
    body.flag("dry_run");
    body.check(INVALID);
    return vms.find(contextId, name == null ? ctx.pathParam("vm_name") : name, vmwareId, NAMES);
  }

  private OperationRequest request(Context ctx, Candidate vm, boolean dryRun) {
    return OperationRequest.builder(vm.contextId())
        .externalJobId(JobIds.of(OperationKind.CLEANUP, vm.vmName(), clock.instant()))
        .askedBy(Requester.of(ctx), null)
        .dryRun(dryRun)
        .build();
  }
}
