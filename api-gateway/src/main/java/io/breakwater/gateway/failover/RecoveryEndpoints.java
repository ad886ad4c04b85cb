package io.breakwater.gateway.failover;

import io.breakwater.gateway.http.Endpoints;
import io.breakwater.gateway.http.Envelope;
import io.breakwater.gateway.http.Refused;
import io.breakwater.gateway.http.RequestBody;
import io.breakwater.gateway.vm.VmLookup;
import io.breakwater.operation.Candidate;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationRequest;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code POST /failover/{vm_name}/cleanup-failed}: recovers a VM from a stuck or half-done failover
 * or rollback. Its clients wait for the end; {@code Prefer: respond-async} asks for an answer at
 * once. The recovery does not depend on anybody waiting.
 */
public final class RecoveryEndpoints implements Endpoints {
  static final String FAILED = "Failed to cleanup failed execution";
  private static final VmLookup.Names NAMES =
      new VmLookup.Names("context_id", "vm_name", "vmware_vm_id");

  private final VmLookup vms;
  private final AwaitedStarts starts;
  private final Clock clock;

  /** Starts recoveries of the VMs that are found. */
  public RecoveryEndpoints(VmLookup vms, AwaitedStarts starts, Clock clock) {
    this.vms = vms;
    this.starts = starts;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/api/v1/failover/{vm_name}/cleanup-failed", this::recover);
  }

  @Override
  public void stop() {
    starts.stop();
  }

  private void recover(Context ctx) {
    String name = ctx.pathParam("vm_name");
    try {
      RequestBody body = RequestBody.ifJson(ctx, FAILED);
      body.flag("dry_run");
      boolean endOldWork = body.isSet("end_old_work");
      String reason = body.text("reason");
      body.check(FAILED);
      Candidate vm = vms.find(ctx.queryParam("context_id"), name, null, NAMES);
      OperationRequest request =
          starts
              .request(ctx, OperationKind.RECOVERY, vm, reason)
              .endOldWork(endOldWork)
              .dryRun(DryRuns.isAsked(ctx, body))
              .build();
      starts.start(
          ctx,
          OperationKind.RECOVERY,
          vm,
          request,
          started -> new RecoveryAnswers(vm, started, clock));
    } catch (Refused e) {
      ctx.status(e.status()).json(refusal(name, e.answer()));
    }
  }

  private static Map<String, ?> refusal(String vm, Envelope why) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("success", false);
    body.put("error", FAILED + ": " + why.error());
    body.put("vm_name", vm);
    if (why.runningWorkflowId() != null) {
      body.put("running_workflow_id", why.runningWorkflowId());
    }
    if (why.candidates() != null) {
      body.put("candidates", why.candidates());
    }
    return body;
  }
}
