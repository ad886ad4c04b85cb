package io.breakwater.gateway.failover;

import io.breakwater.gateway.http.Endpoints;
import io.breakwater.gateway.http.Envelope;
import io.breakwater.gateway.http.Refused;
import io.breakwater.gateway.http.RequestBody;
import io.breakwater.gateway.operation.Started;
import io.breakwater.gateway.operation.TemporalOperations;
import io.breakwater.gateway.security.Callers;
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
 * {@code POST /failover/rollback} and the question the GUI asks before it. Taking a live failover
 * back discards what was written since, and needs {@code confirm_discard}, unless the old GUI asks,
 * which has put that question to its user.
 */
public final class RollbackEndpoints implements Endpoints {
  private static final String INVALID = "Invalid rollback request";
  private static final List<String> TYPES = List.of("test", "live");
  private static final VmLookup.Names NAMES =
      new VmLookup.Names("context_id", "vm_name", "vmware_vm_id");

  private final VmLookup vms;
  private final TemporalOperations operations;
  private final DryRuns dryRuns;
  private final Clock clock;

  /** Starts rollbacks of the VMs that are found. */
  public RollbackEndpoints(
      VmLookup vms, TemporalOperations operations, DryRuns dryRuns, Clock clock) {
    this.vms = vms;
    this.operations = operations;
    this.dryRuns = dryRuns;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/api/v1/failover/rollback", this::rollBack);
  }

  private void rollBack(Context ctx) {
    Wanted wanted = Wanted.of(RequestBody.of(ctx, INVALID), Callers.of(ctx).isOldGui());
    Candidate vm = vms.find(wanted.context(), wanted.name(), wanted.vmwareId(), NAMES);
    OperationRequest request = request(ctx, vm, wanted);
    if (request.dryRun()) {
      dryRuns.answer(ctx, OperationKind.ROLLBACK, vm, request);
      return;
    }
    if (wanted.isLive() && !request.confirmDiscard()) {
      throw new Refused(409, Envelope.failed("Rollback not confirmed", discards(vm)));
    }
    Requester.requireMay(ctx, OperationKind.ROLLBACK, vm, request);
    Started started =
        wanted.force()
            ? operations.takeOver(OperationKind.ROLLBACK, vm, request)
            : operations.start(OperationKind.ROLLBACK, vm, request);
    ctx.json(
        Envelope.done(
            "Enhanced " + wanted.type() + " failover rollback initiated successfully",
            started.jobId(),
            data(vm, wanted, started)));
  }

  private static String discards(Candidate vm) {
    return "confirm_discard: taking the live failover of '"
        + vm.vmName()
        + "' back discards everything that was written to its destination since it was started;"
        + " send confirm_discard: true if that is wanted. Nothing was touched";
  }

  private OperationRequest request(Context ctx, Candidate vm, Wanted wanted) {
    return OperationRequest.builder(vm.contextId())
        .externalJobId(JobIds.ofRollback(wanted.type(), vm.vmName(), clock.instant()))
        .askedBy(Requester.of(ctx), wanted.reason())
        .dryRun(wanted.dryRun())
        .confirmDiscard(wanted.isLive() && wanted.confirmDiscard())
        .powerOnSource(wanted.powerOn())
        .build();
  }

  private static Map<String, ?> data(Candidate vm, Wanted wanted, Started started) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("rollback_type", wanted.type() + "_rollback");
    data.put("context_id", vm.contextId().value());
    data.put("vm_name", vm.vmName());
    data.put("vmware_vm_id", wanted.vmwareId());
    data.put("power_on_source", wanted.powerOn());
    data.put("force_cleanup", wanted.force());
    data.put("confirm_discard", wanted.confirmDiscard());
    data.put("workflow_id", started.workflowId());
    data.put("run_id", started.runId());
    return data;
  }

  /**
   * The request's body.
   *
   * @param powerOn as the old system's defaults have it: true for live, false for test
   */
  private record Wanted(
      String context,
      String name,
      String vmwareId,
      String type,
      boolean powerOn,
      boolean force,
      boolean confirmDiscard,
      boolean dryRun,
      String reason) {

    /** The old GUI knows no such field: it has asked its user before it calls. */
    static Wanted of(RequestBody body, boolean oldGui) {
      String context = body.requiredText("context_id");
      String name = body.requiredText("vm_name");
      String vmwareId = body.text("vmware_vm_id");
      String type = body.oneOf("failover_type", TYPES);
      if (type == null && body.problems().isEmpty()) {
        body.problem("failover_type", "is missing: test or live");
      }
      Boolean powerOn = body.flag("power_on_source");
      Boolean confirmed = body.flag("confirm_discard");
      Wanted wanted =
          new Wanted(
              context,
              name,
              vmwareId,
              type,
              powerOn == null ? "live".equals(type) : powerOn,
              body.isSet("force_cleanup"),
              confirmed == null ? oldGui : confirmed,
              body.isSet("dry_run"),
              body.text("reason"));
      body.check(INVALID);
      return wanted;
    }

    boolean isLive() {
      return type.equals("live");
    }
  }
}
