package io.breakwater.gateway.operations;

import io.breakwater.gateway.http.Endpoints;
import io.breakwater.gateway.http.NativeJson;
import io.breakwater.gateway.http.Refused;
import io.breakwater.gateway.http.RequestBody;
import io.breakwater.gateway.operation.Inspections;
import io.breakwater.gateway.security.Caller;
import io.breakwater.gateway.security.Callers;
import io.breakwater.gateway.security.Permissions;
import io.breakwater.gateway.security.Role;
import io.breakwater.gateway.vm.VmLookup;
import io.breakwater.inventory.disk.Disks;
import io.breakwater.inventory.live.LiveFailovers;
import io.breakwater.operation.Candidate;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationRequest;
import io.breakwater.vm.ContextStatus;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;

/**
 * {@code POST /api/v2/plans} shows what an operation would do, {@code POST /api/v2/operations}
 * starts it. Both take the same body.
 */
public final class StartEndpoints implements Endpoints {
  private final VmLookup vms;
  private final LiveFailovers live;
  private final Disks disks;
  private final Inspections inspections;
  private final Expectations expectations;
  private final Starts starts;
  private final OperationViews operations;
  private final Clock clock;

  /** Starts what is asked for on the VMs that are found. */
  StartEndpoints(Parts parts, Starts starts, OperationViews operations, Clock clock) {
    this.vms = parts.vms();
    this.live = parts.live();
    this.disks = parts.disks();
    this.inspections = parts.inspections();
    this.expectations = parts.expectations();
    this.starts = starts;
    this.operations = operations;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/api/v2/plans", this::plan);
    routes.post("/api/v2/operations", this::start);
  }

  private void plan(Context ctx) {
    StartRequest wanted = StartRequest.of(RequestBody.of(ctx, StartRequest.REFUSED));
    Candidate vm = wanted.find(vms);
    OperationRequest request = wanted.toRequest(vm, Callers.of(ctx).name(), clock.instant());
    OperationKind kind = wanted.kind();
    ctx.future(
        () ->
            inspections
                .of(kind, vm, request)
                .thenAccept(
                    planned ->
                        NativeJson.answer(
                            ctx,
                            PlanView.of(
                                kind,
                                vm,
                                request,
                                planned,
                                disks.of(vm.contextId()),
                                expectations))));
  }

  private void start(Context ctx) {
    RequestBody body = RequestBody.of(ctx, StartRequest.REFUSED);
    StartRequest wanted = StartRequest.of(body);
    Candidate vm = wanted.find(vms);
    Caller caller = Callers.of(ctx);
    OperationRequest request = wanted.toRequest(vm, caller.name(), clock.instant());
    Permissions.require(caller, needed(wanted, vm, request), wanted.kind().title());
    requireConsent(wanted.kind(), vm, request);
    String id =
        starts.start(
            new Starts.Order(
                wanted.kind(), vm, request, wanted.force(), IdempotencyKey.of(ctx, caller, body)));
    ctx.header("Location", "/api/v2/operations/" + id);
    NativeJson.answer(
        ctx, 202, operations.details(id).orElseThrow(() -> OperationEndpoints.unknown(id)));
  }

  private Role needed(StartRequest wanted, Candidate vm, OperationRequest request) {
    return wanted.force() ? Role.ADMIN : Permissions.roleFor(wanted.kind(), isLive(vm), request);
  }

  /** Without it the operation would start only to be refused. */
  private void requireConsent(OperationKind kind, Candidate vm, OperationRequest request) {
    boolean back = kind == OperationKind.ROLLBACK || kind == OperationKind.RECOVERY;
    if (back && isLive(vm) && !request.confirmDiscard()) {
      throw new Refused(
          409,
          io.breakwater.gateway.http.Envelope.failed(
              "Not confirmed",
              "taking the live failover of '"
                  + vm.vmName()
                  + "' back discards everything that was written to its destination since it was"
                  + " started; nothing was touched"),
          java.util.List.of("Send confirmDiscard: true if that is wanted."));
    }
  }

  private boolean isLive(Candidate vm) {
    return vm.status() == ContextStatus.failed_over_live
        || live.startedAndOpen(vm.contextId()).isPresent();
  }

  /** What starting needs. */
  record Parts(
      VmLookup vms,
      LiveFailovers live,
      Disks disks,
      Inspections inspections,
      Expectations expectations) {}
}
