package io.breakwater.gateway.failover;

import io.breakwater.gateway.failover.FailoverStarter.StartedFailover;
import io.breakwater.gateway.http.Endpoints;
import io.breakwater.gateway.http.Envelope;
import io.breakwater.gateway.http.Refused;
import io.breakwater.gateway.http.RequestBody;
import io.breakwater.gateway.operation.TemporalOperations;
import io.breakwater.gateway.vm.VmLookup;
import io.breakwater.operation.Candidate;
import io.breakwater.operation.OperationRequest;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code POST /failover/unified}: what the GUI starts failovers with. */
public final class UnifiedEndpoints implements Endpoints {
  private static final String INVALID = "Invalid failover configuration";
  private static final String UNRESOLVED = "Failed to resolve failover configuration";
  private static final VmLookup.Names NAMES =
      new VmLookup.Names("context_id", "vm_name", "vmware_vm_id");

  private final VmLookup vms;
  private final FailoverStarter failovers;
  private final DryRuns dryRuns;

  /** Starts what is asked for on the VMs that are found. */
  public UnifiedEndpoints(
      VmLookup vms, TemporalOperations operations, DryRuns dryRuns, Clock clock) {
    this.vms = vms;
    this.failovers = new FailoverStarter(operations, clock);
    this.dryRuns = dryRuns;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/api/v1/failover/unified", this::start);
  }

  private void start(Context ctx) {
    RequestBody body = RequestBody.of(ctx, INVALID);
    UnifiedRequest request = UnifiedRequest.toRun(body);
    body.check(INVALID);
    Candidate vm = find(request);
    FailoverOptions options = request.options();
    OperationRequest operation = failovers.request(vm, options, Requester.of(ctx));
    if (operation.dryRun()) {
      dryRuns.answer(ctx, options.kind(), vm, operation);
      return;
    }
    Requester.requireMay(ctx, options.kind(), vm, operation);
    StartedFailover started = start(vm, options, operation);
    ctx.json(
        Envelope.done(
            "Unified " + options.type() + " failover initiated successfully",
            started.operation().jobId(),
            data(vm, request, started)));
  }

  private Candidate find(UnifiedRequest request) {
    try {
      return vms.find(request.contextId(), request.vmName(), request.vmwareVmId(), NAMES);
    } catch (Refused e) {
      throw e.as(UNRESOLVED);
    }
  }

  private StartedFailover start(Candidate vm, FailoverOptions options, OperationRequest request) {
    try {
      return failovers.start(vm, options, request);
    } catch (Refused e) {
      throw e.as("Unified " + options.type() + " failover not started");
    }
  }

  private static Map<String, ?> data(
      Candidate vm, UnifiedRequest request, StartedFailover started) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("failover_type", request.options().type());
    data.put("context_id", vm.contextId().value());
    data.put("vm_name", vm.vmName());
    data.put("destination_name", started.destinationName());
    data.put("configuration", configuration(vm, request, started));
    data.put("workflow_id", started.operation().workflowId());
    data.put("run_id", started.operation().runId());
    if (!request.warnings().isEmpty()) {
      data.put("warnings", request.warnings());
    }
    return data;
  }

  private static Map<String, ?> configuration(
      Candidate vm, UnifiedRequest request, StartedFailover started) {
    FailoverOptions options = request.options();
    boolean off = options instanceof LiveOptions live && live.touchesSource();
    boolean sync = off && options instanceof LiveOptions live && !live.skipFinalSync();
    Map<String, Object> configuration = new LinkedHashMap<>();
    configuration.put("failover_type", options.type());
    configuration.put("vm_name", vm.vmName());
    configuration.put("destination_name", started.destinationName());
    configuration.put("network_strategy", request.networkStrategy());
    configuration.put("snapshot_type", "cloudstack");
    configuration.put("power_off_source", off);
    configuration.put("perform_final_sync", sync);
    configuration.put("cleanup_enabled", true);
    configuration.put("skip_validation", options.common().skipValidation());
    configuration.put("skip_virtio", options.common().skipVirtio());
    configuration.put("snapshot_name", started.snapshotName());
    if (options instanceof TestOptions test) {
      configuration.put("test_duration", test.effectiveDuration());
      configuration.put("auto_cleanup", test.endsByItself());
    } else if (options instanceof LiveOptions live) {
      configuration.put("unplanned", live.unplanned());
    }
    return configuration;
  }
}
