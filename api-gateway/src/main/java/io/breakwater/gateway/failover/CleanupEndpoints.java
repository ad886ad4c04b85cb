package io.breakwater.gateway.failover;

import io.breakwater.gateway.http.Endpoints;
import io.breakwater.gateway.http.Refused;
import io.breakwater.gateway.http.RequestBody;
import io.breakwater.gateway.vm.VmLookup;
import io.breakwater.operation.Candidate;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationRequest;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

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
  private final AwaitedStarts starts;

  /** Starts cleanups of the VMs that are found. */
  public CleanupEndpoints(VmLookup vms, AwaitedStarts starts) {
    this.vms = vms;
    this.starts = starts;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/api/v1/failover/cleanup/{vm_name}", this::cleanUp);
  }

  private void cleanUp(Context ctx) {
    try {
      RequestBody body = RequestBody.ifJson(ctx, INVALID);
      Candidate vm = find(ctx, body);
      OperationRequest request =
          starts
              .request(ctx, OperationKind.CLEANUP, vm, null)
              .dryRun(DryRuns.isAsked(ctx, body))
              .build();
      starts.start(
          ctx,
          OperationKind.CLEANUP,
          vm,
          request,
          started -> EnvelopeAnswers.ofCleanup(vm, started));
    } catch (Refused e) {
      throw e.as(FAILED + ": " + e.answer().message());
    }
  }

  /** Tells everybody who still waits that the gateway stops and the cleanup does not. */
  @Override
  public void stop() {
    starts.stop();
  }

  private Candidate find(Context ctx, RequestBody body) {
    String contextId = body.text("context_id");
    String vmwareId = body.text("vm_id");
    String name = body.text("vm_name");
    body.flag("dry_run");
    body.check(INVALID);
    return vms.find(contextId, name == null ? ctx.pathParam("vm_name") : name, vmwareId, NAMES);
  }
}
