package io.breakwater.gateway.failover;

import io.breakwater.gateway.http.Endpoints;
import io.breakwater.gateway.http.Envelope;
import io.breakwater.gateway.http.Refused;
import io.breakwater.gateway.http.RequestBody;
import io.breakwater.gateway.operation.Started;
import io.breakwater.gateway.operation.TemporalOperations;
import io.breakwater.gateway.vm.VmLookup;
import io.breakwater.operation.Candidate;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationRequest;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code POST /failover/rollback} and the question the GUI asks before it. This version takes back
 * test failovers; a live one is refused before anything is touched.
 */
public final class RollbackEndpoints implements Endpoints {
  private static final String INVALID = "Invalid rollback request";
  private static final List<String> TYPES = List.of("test", "live");
  private static final VmLookup.Names NAMES =
      new VmLookup.Names("context_id", "vm_name", "vmware_vm_id");

  private final VmLookup vms;
  private final TemporalOperations operations;
  private final Clock clock;

  /** Starts rollbacks of the VMs that are found. */
  public RollbackEndpoints(VmLookup vms, TemporalOperations operations, Clock clock) {
    this.vms = vms;
    this.operations = operations;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/api/v1/failover/rollback", this::rollBack);
    routes.get("/api/v1/failover/rollback/decision/{failover_type}/{vm_name}", this::decision);
  }

  private void rollBack(Context ctx) {
    RequestBody body = RequestBody.of(ctx, INVALID);
    String context = body.requiredText("context_id");
    String name = body.requiredText("vm_name");
    String vmwareId = body.text("vmware_vm_id");
    String type = body.oneOf("failover_type", TYPES);
    if (type == null && body.problems().isEmpty()) {
      body.problem("failover_type", "is missing: test or live");
    }
    Boolean powerOn = body.flag("power_on_source");
    Boolean force = body.flag("force_cleanup");
    body.check(INVALID);
    if (type.equals("live")) {
      throw Refused.badRequest(
          INVALID,
          "failover_type: this version of Breakwater takes back test failovers only; nothing was"
              + " touched");
    }
    Candidate vm = vms.find(context, name, vmwareId, NAMES);
    Started started = start(ctx, vm);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("rollback_type", type + "_rollback");
    data.put("context_id", vm.contextId().value());
    data.put("vm_name", vm.vmName());
    data.put("vmware_vm_id", vmwareId);
    data.put("power_on_source", Boolean.TRUE.equals(powerOn));
    data.put("force_cleanup", Boolean.TRUE.equals(force));
    data.put("workflow_id", started.workflowId());
    data.put("run_id", started.runId());
    ctx.json(
        Envelope.done(
            "Enhanced " + type + " failover rollback initiated successfully",
            started.jobId(),
            data));
  }

  private Started start(Context ctx, Candidate vm) {
    String jobId = JobIds.of(OperationKind.ROLLBACK, vm.vmName(), clock.instant());
    OperationRequest request =
        OperationRequest.builder(vm.contextId())
            .externalJobId(jobId)
            .askedBy(Requester.of(ctx), null)
            .build();
    return operations.start(OperationKind.ROLLBACK, vm, request);
  }

  private void decision(Context ctx) {
    boolean live = ctx.pathParam("failover_type").equals("live");
    boolean test = ctx.pathParam("failover_type").equals("test");
    List<String> options =
        live
            ? List.of("Yes, power on source VM", "No, leave powered off")
            : test ? List.of("Yes, proceed with cleanup", "Cancel") : List.of("Yes", "No");
    String name = ctx.pathParam("vm_name");
    Map<String, Object> body = new LinkedHashMap<>();
    body.put(
        "decision_id",
        live ? "live-rollback-power-on" : test ? "test-cleanup-confirmation" : "generic-rollback");
    body.put(
        "question",
        live
            ? "Power on the source VM of " + name + " after the rollback?"
            : "Take the failover of " + name + " back?");
    body.put("options", options);
    body.put("default_value", options.get(0));
    body.put("required", true);
    ctx.json(body);
  }
}
