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
 * {@code POST /failover/{vm_name}/commit}: makes a live failover final. Waits for the end unless
 * the client prefers an answer at once; a commit that is refused is answered 409.
 */
public final class CommitEndpoints implements Endpoints {
  private static final String NOT_STARTED = "Commit of the live failover not started";
  private static final VmLookup.Names NAMES =
      new VmLookup.Names("context_id", "vm_name", "vmware_vm_id");

  private final VmLookup vms;
  private final AwaitedStarts starts;

  /** Starts commits of the VMs that are found. */
  public CommitEndpoints(VmLookup vms, AwaitedStarts starts) {
    this.vms = vms;
    this.starts = starts;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/api/v1/failover/{vm_name}/commit", this::commit);
  }

  @Override
  public void stop() {
    starts.stop();
  }

  private void commit(Context ctx) {
    RequestBody body = RequestBody.optional(ctx, NOT_STARTED);
    String context = body.text("context_id");
    String reason = body.text("reason");
    boolean dryRun = body.isSet("dry_run");
    body.check(NOT_STARTED);
    try {
      Candidate vm = vms.find(context, ctx.pathParam("vm_name"), null, NAMES);
      OperationRequest request =
          starts.request(ctx, OperationKind.COMMIT, vm, reason).dryRun(dryRun).build();
      starts.start(
          ctx,
          OperationKind.COMMIT,
          vm,
          request,
          started ->
              new EnvelopeAnswers(vm, started, "Commit of the live failover", "commit", 409));
    } catch (Refused e) {
      throw e.as(NOT_STARTED + ": " + e.answer().message());
    }
  }
}
